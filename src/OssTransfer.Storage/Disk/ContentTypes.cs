using System.Collections.Frozen;

namespace OssTransfer.Storage.Disk;

/// <summary>The Content-Type of a file, by the extension of its name in any case. A disk knows nothing better.</summary>
internal static class ContentTypes
{
    private const string Unknown = "application/octet-stream";
    private const int MaxExtensionLength = 16;

    private static readonly ObjectMetadata UnknownMetadata = new() { ContentType = Unknown };

    private static readonly (string Type, string Extensions)[] Table =
    [
        // text
        ("text/plain", "txt text log ini cfg conf lst srt nfo"),
        ("text/html", "html htm shtml"),
        ("text/css", "css"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("text/xml", "xml xsl xsd"),
        ("text/markdown", "md markdown"),
        ("text/calendar", "ics"),
        ("text/vcard", "vcf"),
        ("text/javascript", "js mjs"),
        ("text/vtt", "vtt"),
        ("text/rtf", "rtf"),
        ("text/yaml", "yaml yml"),
        ("text/x-python", "py"),
        ("text/x-c", "c h cc cpp hpp"),
        ("text/x-java-source", "java"),
        ("text/x-go", "go"),
        ("text/x-lua", "lua"),

        // image
        ("image/jpeg", "jpg jpeg jpe jfif"),
        ("image/png", "png"),
        ("image/gif", "gif"),
        ("image/bmp", "bmp dib"),
        ("image/webp", "webp"),
        ("image/svg+xml", "svg svgz"),
        ("image/tiff", "tif tiff"),
        ("image/vnd.microsoft.icon", "ico cur"),
        ("image/heic", "heic"),
        ("image/heif", "heif"),
        ("image/avif", "avif"),
        ("image/apng", "apng"),
        ("image/jp2", "jp2"),
        ("image/jxl", "jxl"),
        ("image/vnd.adobe.photoshop", "psd"),
        ("image/x-adobe-dng", "dng"),
        ("image/x-canon-cr2", "cr2"),
        ("image/x-nikon-nef", "nef"),
        ("image/x-sony-arw", "arw"),
        ("image/vnd.dwg", "dwg"),
        ("image/vnd.dxf", "dxf"),
        ("image/x-tga", "tga"),
        ("image/emf", "emf"),
        ("image/wmf", "wmf"),

        // audio
        ("audio/mpeg", "mp3 mpga"),
        ("audio/mp4", "m4a"),
        ("audio/aac", "aac"),
        ("audio/wav", "wav"),
        ("audio/flac", "flac"),
        ("audio/ogg", "ogg oga opus"),
        ("audio/amr", "amr"),
        ("audio/midi", "mid midi"),
        ("audio/x-ms-wma", "wma"),
        ("audio/x-aiff", "aif aiff"),
        ("audio/x-ape", "ape"),
        ("audio/webm", "weba"),
        ("audio/ac3", "ac3"),

        // video
        ("video/mp4", "mp4 m4v mp4v"),
        ("video/mpeg", "mpg mpeg mpe vob"),
        ("video/quicktime", "mov qt"),
        ("video/x-msvideo", "avi"),
        ("video/x-matroska", "mkv"),
        ("video/webm", "webm"),
        ("video/x-flv", "flv f4v"),
        ("video/x-ms-wmv", "wmv"),
        ("video/x-ms-asf", "asf"),
        ("video/3gpp", "3gp"),
        ("video/3gpp2", "3g2"),
        ("video/mp2t", "ts m2ts"),
        ("video/ogg", "ogv"),
        ("application/vnd.rn-realmedia-vbr", "rmvb"),
        ("application/vnd.rn-realmedia", "rm"),
        ("application/vnd.apple.mpegurl", "m3u8"),
        ("application/dash+xml", "mpd"),
        ("video/iso.segment", "m4s"),

        // office
        ("application/pdf", "pdf"),
        ("application/msword", "doc dot"),
        ("application/vnd.ms-excel", "xls xlt"),
        ("application/vnd.ms-powerpoint", "ppt pps pot"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
        ("application/vnd.openxmlformats-officedocument.presentationml.slideshow", "ppsx"),
        ("application/vnd.ms-word.document.macroEnabled.12", "docm"),
        ("application/vnd.ms-excel.sheet.macroEnabled.12", "xlsm"),
        ("application/vnd.ms-powerpoint.presentation.macroEnabled.12", "pptm"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.12", "xlsb"),
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("application/vnd.oasis.opendocument.presentation", "odp"),
        ("application/vnd.visio", "vsd vsdx"),
        ("application/vnd.ms-project", "mpp"),
        ("application/vnd.ms-outlook", "msg"),
        ("message/rfc822", "eml"),
        ("application/wps-office.wps", "wps"),
        ("application/wps-office.et", "et"),
        ("application/wps-office.dps", "dps"),
        ("application/ofd", "ofd"),
        ("application/x-hwp", "hwp"),
        ("application/x-ichitaro", "jtd"),
        ("application/postscript", "ps eps ai"),
        ("application/epub+zip", "epub"),
        ("application/x-mobipocket-ebook", "mobi"),
        ("application/vnd.ms-htmlhelp", "chm"),
        ("application/oxps", "oxps"),
        ("application/vnd.ms-xpsdocument", "xps"),

        // archives and programs
        ("application/zip", "zip"),
        ("application/gzip", "gz tgz"),
        ("application/x-bzip2", "bz2 tbz2"),
        ("application/x-xz", "xz txz"),
        ("application/x-7z-compressed", "7z"),
        ("application/vnd.rar", "rar"),
        ("application/x-tar", "tar"),
        ("application/zstd", "zst"),
        ("application/x-lz4", "lz4"),
        ("application/x-lzma", "lzma"),
        ("application/vnd.ms-cab-compressed", "cab"),
        ("application/x-iso9660-image", "iso"),
        ("application/x-apple-diskimage", "dmg"),
        ("application/java-archive", "jar war ear"),
        ("application/vnd.android.package-archive", "apk"),
        ("application/x-ios-app", "ipa"),
        ("application/vnd.debian.binary-package", "deb"),
        ("application/x-rpm", "rpm"),
        ("application/vnd.microsoft.portable-executable", "exe dll"),
        ("application/x-msi", "msi"),
        ("application/x-sh", "sh"),
        ("application/x-bat", "bat cmd"),
        ("application/java-vm", "class"),

        // data, web and fonts
        ("application/json", "json map"),
        ("application/x-ndjson", "ndjson jsonl"),
        ("application/geo+json", "geojson"),
        ("application/manifest+json", "webmanifest"),
        ("application/sql", "sql"),
        ("application/toml", "toml"),
        ("application/vnd.sqlite3", "sqlite sqlite3"),
        ("application/vnd.apache.parquet", "parquet"),
        ("application/vnd.apache.avro", "avro"),
        ("application/wasm", "wasm"),
        ("application/atom+xml", "atom"),
        ("application/rss+xml", "rss"),
        ("application/xhtml+xml", "xhtml"),
        ("application/x-shockwave-flash", "swf"),
        ("application/x-bittorrent", "torrent"),
        ("application/vnd.google-earth.kml+xml", "kml"),
        ("application/vnd.google-earth.kmz", "kmz"),
        ("application/x-x509-ca-cert", "crt cer der"),
        ("application/x-pem-file", "pem"),
        ("application/x-pkcs12", "p12 pfx"),
        ("application/vnd.ms-access", "mdb accdb"),
        ("application/dicom", "dcm"),
        ("model/stl", "stl"),
        ("model/gltf-binary", "glb"),
        ("model/gltf+json", "gltf"),
        ("font/ttf", "ttf"),
        ("font/otf", "otf"),
        ("font/woff", "woff"),
        ("font/woff2", "woff2"),
        ("font/collection", "ttc"),
        ("application/vnd.ms-fontobject", "eot"),
    ];

    private static readonly FrozenDictionary<string, ObjectMetadata> ByExtension = Table
        .SelectMany(row => row.Extensions.Split(' ').Select(extension => KeyValuePair.Create(extension, new ObjectMetadata { ContentType = row.Type })))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers of a file with this key; the same object for the same type.</summary>
    public static ObjectMetadata MetadataOf(ObjectKey key)
    {
        var dot = key.Bytes.LastIndexOfAny((byte)'.', (byte)'/');
        var extension = key.Bytes[(dot + 1)..];
        if (dot <= 0 || key.Bytes[dot] != '.' || key.Bytes[dot - 1] == '/' || extension.Length is 0 or > MaxExtensionLength)
        {
            return UnknownMetadata;
        }

        Span<char> text = stackalloc char[MaxExtensionLength];
        for (var i = 0; i < extension.Length; i++)
        {
            text[i] = (char)extension[i];
        }

        return ByExtension.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..extension.Length], out var found) ? found : UnknownMetadata;
    }
}
