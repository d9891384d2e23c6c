//! Budget: every format of 10,000 devices with 20,000 findings is written in
//! less than a second after the audit.
//!
//! `cargo bench --bench reports`; each line is one format, from the finished
//! document to bytes in memory. `read` is the way back from JSON.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON values do not panic when indexed"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use dutyphone::report::{self, Document, Format, IN_MEMORY, Layout};
use serde_json::{Value, json};
use std::hint::black_box;

const DEVICES: usize = 10_000;

/// A result as `-f json` writes it: two findings on each device.
fn result() -> Vec<u8> {
    let sample = include_bytes!("../fixtures/reports/mixed/expected.json");
    let mut result: Value = serde_json::from_slice(sample).unwrap_or_default();
    let model = result["devices"]
        .as_array()
        .and_then(|devices| devices.iter().find(|device| has_two_findings(device)))
        .cloned()
        .unwrap_or_default();
    let devices: Vec<Value> = (0..DEVICES)
        .map(|number| {
            let mut device = model.clone();
            device["id"] = json!(format!("EXAMPLE-{number:06}"));
            device["source"] = json!(format!("fleet.ndjson:{}", number + 1));
            device["file"] = json!("fleet.ndjson");
            device["line"] = json!(number + 1);
            device
        })
        .collect();
    result["devices"] = Value::Array(devices);
    result["summary"] = json!({
        "devices": DEVICES, "non_compliant": DEVICES, "indeterminate": 0, "compliant": 0,
        "findings": 2 * DEVICES, "waived": 0, "permitted": 0,
    });
    serde_json::to_vec(&result).unwrap_or_default()
}

fn has_two_findings(device: &Value) -> bool {
    device["verdict"] == "non-compliant" && device["findings"].as_array().map(Vec::len) == Some(2)
}

fn formats(criterion: &mut Criterion) {
    let json = result();
    let mut group = criterion.benchmark_group("reports");
    group.sample_size(10);
    group.bench_function("read", |bencher| {
        bencher.iter(|| Document::read(black_box(&*json), IN_MEMORY).is_ok());
    });
    let Ok(document) = Document::read(&*json, IN_MEMORY) else {
        return assert!(json.is_empty(), "the sample is no result");
    };
    assert_eq!(document.devices.len(), DEVICES);
    for format in Format::ALL {
        group.bench_function(format.as_str(), |bencher| {
            bencher.iter(|| {
                let mut bytes = Vec::new();
                let written = report::write(&document, *format, Layout::FILE, &mut bytes);
                assert!(written.is_ok() && bytes.len() > DEVICES);
            });
        });
    }
}

criterion_group!(benches, formats);
criterion_main!(benches);
