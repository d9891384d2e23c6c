// Holds Intune objects against Microsoft's own types of Graph: every file is compiled
// as a literal of the interface that its `@odata.type` names, so that an unknown
// property or word is an error.

const fs = require("fs");
const path = require("path");
const ts = require("typescript");

const modules = process.env.NODE_PATH;
const V1 = ["IosGeneralDeviceConfiguration"];
const known = (type) => {
  const name = type.replace("#microsoft.graph.", "");
  return name[0].toUpperCase() + name.slice(1);
};
const bare = (value) => {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([key]) => key !== "@odata.type");
  return Object.fromEntries(entries.map(([key, inner]) => [key, bare(inner)]));
};

const lines = [
  'import * as v1 from "@microsoft/microsoft-graph-types";',
  'import * as beta from "@microsoft/microsoft-graph-types-beta";',
  "// The check itself sees what it must.",
  "// @ts-expect-error",
  "export const bad: v1.IosCompliancePolicy = { restrictedApps: [] };",
];
let count = 0;
for (const file of process.argv.slice(3)) {
  const document = JSON.parse(fs.readFileSync(file, "utf8"));
  const bodies = document.requests ? document.requests.map((one) => one.body) : [document];
  for (const body of bodies) {
    const type = known(body["@odata.type"]);
    const where = V1.includes(type) ? "v1" : "beta";
    const literal = JSON.stringify(bare(body));
    lines.push(`export const x${count}: ${where}.${type} = ${literal};`);
    count += 1;
  }
}
const source = path.join(process.argv[2], "objects.ts");
fs.writeFileSync(source, lines.join("\n"));
const program = ts.createProgram([source], {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { "@microsoft/*": [path.join(modules, "@microsoft/*")] },
});
const found = ts.getPreEmitDiagnostics(program);
for (const one of found) {
  console.error(ts.flattenDiagnosticMessageText(one.messageText, "\n"));
}
console.log(`${count} objects`);
process.exit(found.length === 0 && count > 0 ? 0 : 1);
