//! The pair record: what this computer and a phone agreed on when the person
//! tapped Trust.
//!
//! It holds the private key of this computer, so it is kept no longer than one
//! phone is read, and nothing of it reaches a message or a file. The escrow
//! bag, with which data of a locked phone can be opened, is passed over.

use super::fault::Fault;
use crate::source::ios::plist::{Token, read_dict};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The largest certificate or key, in bytes. Those of RSA 4096 have 3,300.
const LARGEST: u64 = 32 << 10;

/// A pair record.
pub(super) struct PairRecord {
    /// By what the phone knows this computer.
    pub(super) host_id: String,
    /// By what it knows this daemon.
    pub(super) system_buid: Option<String>,
    /// The certificate that the phone must show.
    pub(super) device_certificate: CertificateDer<'static>,
    /// The certificate of this computer.
    pub(super) host_certificate: CertificateDer<'static>,
    /// Its key.
    pub(super) host_key: PrivateKeyDer<'static>,
}

impl std::fmt::Debug for PairRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It is secret as a whole.
        f.write_str("PairRecord")
    }
}

impl PairRecord {
    /// Takes what is needed from the property list.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut texts = [None, None];
        let mut pems = [None, None, None];
        read_dict(bytes, |_, key, value| {
            let texts = &mut texts;
            let [device, host, private] = &mut pems;
            match (key, value) {
                ("HostID", Token::Text(text)) => texts[0] = Some(text.into_owned()),
                ("SystemBUID", Token::Text(text)) => texts[1] = Some(text.into_owned()),
                ("DeviceCertificate", Token::Data(data)) => *device = Some(data.decode(LARGEST)?),
                ("HostCertificate", Token::Data(data)) => *host = Some(data.decode(LARGEST)?),
                ("HostPrivateKey", Token::Data(data)) => *private = Some(data.decode(LARGEST)?),
                _ => {}
            }
            Ok(())
        })
        .map_err(|_| Fault::BadRecord("it is damaged"))?;
        let [host_id, system_buid] = texts;
        let [device, host, private] = pems;
        let certificate = |pem: Option<Vec<u8>>, missing, broken| {
            let pem = pem.ok_or(Fault::BadRecord(missing))?;
            CertificateDer::from_pem_slice(&pem).map_err(|_| Fault::BadRecord(broken))
        };
        let private = private.ok_or(Fault::BadRecord("it holds no key of this computer"))?;
        Ok(Self {
            host_id: host_id.ok_or(Fault::BadRecord("it does not name this computer"))?,
            system_buid,
            device_certificate: certificate(
                device,
                "it holds no certificate of the phone",
                "its certificate of the phone is damaged",
            )?,
            host_certificate: certificate(
                host,
                "it holds no certificate of this computer",
                "its certificate of this computer is damaged",
            )?,
            // PKCS#8 or PKCS#1, as the program that paired wrote it.
            host_key: PrivateKeyDer::from_pem_slice(&private)
                .map_err(|_| Fault::BadRecord("its key of this computer is damaged"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_and_no_content_is() {
        for (record, reason) in [
            ("", "it is damaged"),
            ("<plist><array/></plist>", "it is damaged"),
            ("<plist><dict/></plist>", "it holds no key of this computer"),
            (
                "<plist><dict><key>HostPrivateKey</key><data>U0VDUkVU</data></dict></plist>",
                "it does not name this computer",
            ),
        ] {
            let fault = PairRecord::parse(record.as_bytes()).unwrap_err();
            assert_eq!(fault, Fault::BadRecord(reason));
        }
    }
}
