namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Reads an answer's XML; throws <see cref="InvalidDataException"/> where it isn't what it should be.</summary>
internal delegate T S3XmlParser<out T>(ReadOnlySpan<byte> xml);
