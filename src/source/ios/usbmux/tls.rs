//! Encryption with the keys of the pair record.
//!
//! The certificates were made by whoever paired: without names, often signed
//! with SHA-1, and with no chain that means anything. What counts is that the
//! phone shows the very certificate of the record (or its public key) and proves
//! that it has the key. The computer always answers with its own certificate,
//! whichever authorities the phone lists.

use super::fault::{Fault, Step};
use super::link::Link;
use super::record::PairRecord;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, Resumption};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{
    AlertDescription, CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct,
    Error, SignatureScheme, StreamOwned,
};
use std::io;
use std::sync::Arc;

/// An encrypted connection to a phone.
pub(super) type Encrypted = StreamOwned<ClientConnection, Link>;

/// What an RSA key of 2048 bits has as a public key in a certificate is 294
/// bytes; one of 1024 bits has 162, and is no longer taken.
const SHORT_KEY: usize = 250;

/// The settings for one phone.
pub(super) struct Keys {
    config: Arc<ClientConfig>,
    has_short_key: bool,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    /// Takes the record into use.
    pub(super) fn new(record: PairRecord) -> Result<Self, Fault> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        // A certificate that cannot be read here has a form that is not known.
        let key = public_key(&record.device_certificate).ok_or(Fault::BadRecord(
            "its certificate of the phone is of an unknown form",
        ))?;
        let signing = provider.key_provider.load_private_key(record.host_key);
        let signing = signing.map_err(|_| Fault::BadRecord("its key is too short or damaged"))?;
        let identity = CertifiedKey::new(vec![record.host_certificate], signing);
        let verifier = Pin {
            certificate: record.device_certificate,
            key: key.clone(),
            provider: Arc::clone(&provider),
        };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
            .map_err(|error| Fault::Tls(Step::Handshake, error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_client_cert_resolver(Arc::new(Identity(Arc::new(identity))));
        config.resumption = Resumption::disabled();
        config.enable_sni = false;
        Ok(Self {
            config: Arc::new(config),
            has_short_key: key.len() < SHORT_KEY,
        })
    }

    /// Encrypts a connection. The handshake is done when this returns.
    pub(super) fn encrypt(&self, mut link: Link) -> Result<Encrypted, Fault> {
        // A name must be given, is not sent and not compared.
        let name = ServerName::try_from("phone.invalid")
            .map_err(|error| Fault::Tls(Step::Handshake, error.to_string()))?;
        let mut connection = ClientConnection::new(Arc::clone(&self.config), name)
            .map_err(|error| Fault::Tls(Step::Handshake, error.to_string()))?;
        while connection.is_handshaking() {
            if let Err(error) = connection.complete_io(&mut link) {
                return Err(self.fault(Step::Handshake, &error, &link));
            }
        }
        Ok(StreamOwned::new(connection, link))
    }

    /// What an error of an encrypted connection means.
    pub(super) fn fault(&self, step: Step, error: &io::Error, link: &Link) -> Fault {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        let Some(error_of_tls) = inner else {
            // A phone that has forgotten this computer just hangs up.
            let hung_up = matches!(
                error.kind(),
                io::ErrorKind::UnexpectedEof
                    | io::ErrorKind::ConnectionReset
                    | io::ErrorKind::ConnectionAborted
                    | io::ErrorKind::BrokenPipe
            );
            if step == Step::Handshake && hung_up {
                return Fault::Forgotten;
            }
            return Fault::of_io(step, error, link.limit());
        };
        match error_of_tls {
            Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure) => {
                Fault::Impostor
            }
            // It has the certificate and not the key that belongs to it.
            Error::InvalidCertificate(CertificateError::BadSignature) if !self.has_short_key => {
                Fault::Impostor
            }
            Error::InvalidCertificate(_) if self.has_short_key => {
                Fault::TooOld("its key is too short".to_owned())
            }
            Error::AlertReceived(alert) if is_refusal(*alert) => Fault::Forgotten,
            Error::AlertReceived(
                AlertDescription::ProtocolVersion
                | AlertDescription::HandshakeFailure
                | AlertDescription::InsufficientSecurity,
            )
            | Error::PeerIncompatible(_) => Fault::TooOld(error_of_tls.to_string()),
            other => Fault::Tls(step, other.to_string()),
        }
    }
}

/// Whether an alert says that the certificate of this computer is refused. It
/// comes with the first answer after the handshake.
const fn is_refusal(alert: AlertDescription) -> bool {
    matches!(
        alert,
        AlertDescription::NoCertificate
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied
            | AlertDescription::DecryptError
            | AlertDescription::CertificateRequired
    )
}

fn public_key(certificate: &CertificateDer<'_>) -> Option<Vec<u8>> {
    let parsed = ParsedCertificate::try_from(certificate).ok()?;
    Some(parsed.subject_public_key_info().as_ref().to_vec())
}

/// Takes one certificate and no other.
#[derive(Debug)]
struct Pin {
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pin {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        _others: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        // The same key is as strong: the handshake proves who has it.
        if *leaf == self.certificate || public_key(leaf).as_ref() == Some(&self.key) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            ))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let known = &self.provider.signature_verification_algorithms;
        known.supported_schemes()
    }
}

/// Who this computer is.
#[derive(Debug)]
struct Identity(Arc<CertifiedKey>);

impl ResolvesClientCert for Identity {
    fn resolve(&self, _authorities: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }

    fn has_certs(&self) -> bool {
        true
    }
}
