//! Which file imports which, read from the sources. A re-export is followed to
//! the file that defines the name, so that `mod.rs` hides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Module = Vec<String>;

/// All modules under `src/` and what each imports from others.
pub(crate) struct Imports {
    files: BTreeMap<Module, PathBuf>,
    texts: BTreeMap<Module, String>,
    /// For a module, what each re-exported name stands for.
    exports: BTreeMap<Module, BTreeMap<String, Module>>,
}

impl Imports {
    pub(crate) fn read(src: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![src.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    files.insert(module(src, &path), path);
                }
            }
        }
        let texts = files
            .iter()
            .map(|(module, path)| (module.clone(), product(&fs::read_to_string(path).unwrap())))
            .collect();
        let mut imports = Self {
            files,
            texts,
            exports: BTreeMap::new(),
        };
        imports.exports = imports.read_exports();
        imports
    }

    fn read_exports(&self) -> BTreeMap<Module, BTreeMap<String, Module>> {
        let mut all = BTreeMap::new();
        for (module, text) in &self.texts {
            let mut names = BTreeMap::new();
            for (public, tree) in uses(text) {
                for path in flatten(&tree) {
                    if let (true, Some(target)) = (public, self.absolute(module, &path)) {
                        names.insert(target.last().unwrap().clone(), target);
                    }
                }
            }
            all.insert(module.clone(), names);
        }
        all
    }

    /// The path from the root of the crate; `None` for other crates.
    fn absolute(&self, module: &Module, path: &str) -> Option<Module> {
        let mut parts: Vec<String> = path.split("::").map(str::to_owned).collect();
        if parts.last().is_some_and(|last| last == "self") {
            parts.pop();
        }
        let mut base = module.clone();
        match parts.first()?.as_str() {
            "crate" => {
                base.clear();
                parts.remove(0);
            }
            "super" | "self" => {
                while let Some(first @ ("super" | "self")) = parts.first().map(String::as_str) {
                    if first == "super" {
                        base.pop()?;
                    }
                    parts.remove(0);
                }
            }
            child => {
                base.push(child.to_owned());
                if !self.files.contains_key(&base) {
                    return None;
                }
                parts.remove(0);
            }
        }
        base.extend(parts);
        (!base.is_empty()).then_some(base)
    }

    /// The file that defines what a path names.
    fn definition(&self, path: &Module, depth: usize) -> Option<Module> {
        let end = (0..=path.len()).rev();
        let file = end
            .map(|end| path[..end].to_vec())
            .find(|candidate| self.files.contains_key(candidate))?;
        let name = path.get(file.len());
        let target = name.and_then(|name| self.exports.get(&file)?.get(name));
        match target {
            Some(target) if depth < 8 && target != path => self.definition(target, depth + 1),
            _ => Some(file),
        }
    }

    /// For each module of a stage, the modules of the same stage it imports.
    pub(crate) fn inside_stages(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let mut graph = BTreeMap::new();
        for (module, text) in &self.texts {
            let targets = self.targets(module, text).into_iter();
            let own = targets
                .filter(|target| target != module && target.first() == module.first())
                .collect();
            graph.insert(module.clone(), own);
        }
        graph
    }

    fn targets(&self, module: &Module, text: &str) -> BTreeSet<Module> {
        let mut paths = Vec::new();
        let mut body = text.to_owned();
        for (public, tree) in uses(text) {
            if !public {
                paths.extend(flatten(&tree));
            }
            body = body.replacen(&format!("use {tree};"), "", 1);
        }
        // A re-exported name that the file itself uses is an import as well.
        for (name, target) in &self.exports[module] {
            if words(&body).any(|word| word == name) {
                paths.push(format!("crate::{}", target.join("::")));
            }
        }
        // `pub(in super::super)` says who may see a thing and takes nothing.
        let body = body.replace("pub(in super::super)", "");
        for word in body.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
            paths.push(word.trim_matches(':').to_owned());
        }
        let absolute = paths.iter().filter(|path| path.contains("::"));
        let absolute = absolute.filter_map(|path| self.absolute(module, path));
        absolute
            .filter_map(|path| self.definition(&path, 0))
            .collect()
    }
}

/// Groups of modules that import each other in a circle.
pub(crate) fn circles(graph: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<String> {
    let reach = |from: &Module| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&Module> = graph[from].iter().collect();
        while let Some(module) = next.pop() {
            if seen.insert(module) {
                next.extend(&graph[module]);
            }
        }
        seen
    };
    let inside: Vec<&Module> = graph
        .keys()
        .filter(|module| reach(module).contains(module))
        .collect();
    inside
        .into_iter()
        .map(|module| {
            let imports: Vec<String> = graph[module]
                .iter()
                .filter(|other| reach(other).contains(module))
                .map(|other| other.join("::"))
                .collect();
            format!("{} -> {}", module.join("::"), imports.join(", "))
        })
        .collect()
}

fn module(src: &Path, file: &Path) -> Module {
    let inside = file.strip_prefix(src).unwrap().with_extension("");
    let mut parts: Module = inside
        .components()
        .map(|part| part.as_os_str().to_str().unwrap().to_owned())
        .collect();
    if parts
        .last()
        .is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str()))
    {
        parts.pop();
    }
    parts
}

/// What is compiled into the program, without comments and inner test modules.
fn product(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let tests = line.starts_with("#[cfg(") && line.contains("test");
        let inner = |next: &&str| next.starts_with("mod ") && next.ends_with('{');
        if tests && lines.peek().is_some_and(inner) {
            break;
        }
        if !line.trim_start().starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    // Who may see a name is no import.
    let mut pieces = code.split("pub(in ");
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |text, piece| {
        text + "pub" + piece.split_once(')').unwrap().1
    })
}

/// The `use` items: whether each is a re-export, and its tree.
fn uses(text: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut line = String::new();
    while let Some((before, after)) = rest.split_once("use ") {
        match before.rsplit_once('\n') {
            Some((_, last)) => last.clone_into(&mut line),
            None => line.push_str(before),
        }
        let lead = line.trim_start();
        let public = lead.starts_with("pub");
        if lead.is_empty() || (public && lead.ends_with(' ')) {
            let tree = after.split(';').next().unwrap();
            found.push((public, tree.to_owned()));
        }
        line.push_str("use ");
        rest = after;
    }
    found
}

fn flatten(tree: &str) -> Vec<String> {
    let tree = tree.split(" as ").next().unwrap().trim();
    let Some((lead, rest)) = tree.split_once('{') else {
        return vec![tree.to_owned()];
    };
    let inside = rest.trim_end().strip_suffix('}').unwrap_or(rest);
    let (mut depth, mut parts, mut part) = (0, Vec::new(), String::new());
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    parts.push(part);
    let named = parts.iter().filter(|part| !part.trim().is_empty());
    named
        .flat_map(|part| flatten(part))
        .map(|path| format!("{}{path}", lead.trim()))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}
