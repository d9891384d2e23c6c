// Reads Kusto queries with Microsoft's own language service.

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = path.join(process.env.NODE_PATH, "@kusto/language-service-next");
for (const part of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(folder, part), "utf8"), { filename: part });
}
const mistakes = (query) => {
  const found = Kusto.Language.KustoCode.Parse(query).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, place) => found.getItem(place).Message);
};
if (mistakes("let x = datatable(a:string").length === 0) {
  throw new Error("the check sees nothing");
}
for (const file of process.argv.slice(2)) {
  const found = mistakes(fs.readFileSync(file, "utf8"));
  if (found.length > 0) {
    throw new Error(`${file}: ${found.join("; ")}`);
  }
}
