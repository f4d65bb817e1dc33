namespace OssTransfer.Storage.Cloud;

/// <summary>Reads an answer's XML; throws <see cref="InvalidDataException"/> where it isn't what it should be.</summary>
internal delegate T AnswerParser<out T>(ReadOnlySpan<byte> xml);
