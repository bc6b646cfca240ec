//! Addresses of files (`file:///home/me/org.yaml`) and their paths.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// The path of a `file:` address; `None` for any other address.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // A host may come before the path; only this machine can be read.
    let path = &rest[rest.find('/')?..];
    let bytes = decode(path)?;
    let text = String::from_utf8(bytes).ok()?;
    // On Windows a drive follows the first slash: /C:/maps.
    let drive = text.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(drive.filter(|_| cfg!(windows)).unwrap_or(&text)))
}

/// The address of a file by its whole path.
pub(super) fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', if cfg!(windows) { "/" } else { "\\" });
    let mut uri = String::from("file://");
    if !text.starts_with('/') {
        uri.push('/');
    }
    for byte in text.bytes() {
        // RFC 3986: characters that a path may hold unescaped.
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// A text without percent signs that stand for bytes.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{of_path, to_path};
    use std::path::Path;

    #[test]
    fn an_address_leads_to_its_path_and_back() {
        for path in ["/maps/org.yaml", "/my maps/Zürich #1.yaml", "/100%/a?b.yaml"] {
            assert_eq!(to_path(&of_path(Path::new(path))).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(to_path("file:///a%20b.yaml").as_deref(), Some(Path::new("/a b.yaml")));
        for uri in ["untitled:Untitled-1", "file://", "file:///%zz", "file:///%ff", "http://x/y"] {
            assert_eq!(to_path(uri), None, "{uri}");
        }
    }
}
