//! The encryption of a pretend iPhone, and its pair record.

use super::phone::Phone;
use super::wire::{Stream, dict, xml};
use plist::Value;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, ServerConfig,
    ServerConnection, SignatureScheme, StreamOwned,
};
use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;

pub(crate) const HOST_ID: &str = "7E57AAAA-0000-0000-0000-000000000001";
pub(crate) const BUID: &str = "7E57AAAA-0000-0000-0000-000000000002";

fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fake_usbmux/keys/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn certificate(name: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(&file(name)).unwrap()
}

/// The pair record of a phone, or `None` when there is none.
pub(crate) fn record(phone: &Phone) -> Option<Vec<u8>> {
    match phone.mode.as_str() {
        "no_record" => return None,
        "bad_record" => return Some(b"no property list".to_vec()),
        _ => {}
    }
    let of_phone = match phone.mode.as_str() {
        "short_key" => "short.pem",
        "sha1" => "phone.sha1.pem",
        _ => "phone.pem",
    };
    let key = if phone.has("pkcs8") {
        "host.pkcs8.pem"
    } else {
        "host.key.pem"
    };
    let mut record = dict([
        ("DeviceCertificate", Value::Data(file(of_phone))),
        ("HostCertificate", Value::Data(file("host.pem"))),
        ("HostPrivateKey", Value::Data(file(key))),
        ("HostID", HOST_ID.into()),
        ("SystemBUID", BUID.into()),
        ("EscrowBag", Value::Data(b"PLANTED-ESCROW-BAG".to_vec())),
        ("WiFiMACAddress", "02:00:00:00:00:01".into()),
    ]);
    if phone.mode == "thin_record" {
        record.as_dictionary_mut().unwrap().remove("HostPrivateKey");
    }
    Some(xml(&record))
}

/// Encrypts a connection as this phone does; `None` when that fails.
pub(crate) fn encrypt(phone: &Phone, mut socket: TcpStream) -> Option<Stream> {
    if phone.mode == "tls10" {
        // An alert: fatal, protocol version.
        let _ = socket.write_all(&[0x15, 3, 1, 0, 2, 2, 70]);
        return None;
    }
    let (shown, key) = match phone.mode.as_str() {
        "wrong_cert" => ("other.pem", "other.key.pem"),
        // It copied the certificate and has not the key.
        "stolen_cert" => ("phone.pem", "other.key.pem"),
        "short_key" => ("short.pem", "phone.key.pem"),
        "sha1" => ("phone.sha1.pem", "phone.key.pem"),
        _ => ("phone.pem", "phone.key.pem"),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::from_pem_slice(&file(key)).unwrap();
    let key = provider.key_provider.load_private_key(key).unwrap();
    let identity = CertifiedKey::new(vec![certificate(shown)], key);
    let versions = if phone.has("tls13") {
        &[&rustls::version::TLS13]
    } else {
        &[&rustls::version::TLS12]
    };
    let computer = Computer {
        certificate: certificate(if phone.mode == "refused_cert" {
            "other.pem"
        } else {
            "host.pem"
        }),
    };
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_client_cert_verifier(Arc::new(computer))
        .with_cert_resolver(Arc::new(Shown(Arc::new(identity))));
    let connection = ServerConnection::new(Arc::new(config)).unwrap();
    let mut stream = StreamOwned::new(connection, socket);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).ok()?;
    }
    Some(Stream::Encrypted(Box::new(stream)))
}

#[derive(Debug)]
struct Shown(Arc<CertifiedKey>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// Demands the certificate of the one computer that was trusted.
#[derive(Debug)]
struct Computer {
    certificate: CertificateDer<'static>,
}

impl ClientCertVerifier for Computer {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        leaf: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        if *leaf == self.certificate {
            Ok(ClientCertVerified::assertion())
        } else {
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, Error> {
        let known = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, Error> {
        let known = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let known = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        known.supported_schemes()
    }
}
