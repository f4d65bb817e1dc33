using System.Collections.Frozen;

namespace OssTransfer.Storage.Disk;

/// <summary>The Content-Type of a file, by the extension of its name in any case, as <c>mime.types</c> has it. A disk knows nothing better.</summary>
internal static class ContentTypes
{
    private const string Unknown = "application/octet-stream";
    private const int MaxExtensionLength = 16;

    private static readonly ObjectMetadata UnknownMetadata = new() { ContentType = Unknown };

    private static readonly FrozenDictionary<string, ObjectMetadata> ByExtension = Read();

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

    // In the form of mime.types: a type, then its extensions; '#' begins a comment.
    private static FrozenDictionary<string, ObjectMetadata> Read()
    {
        using var table = new StreamReader(typeof(ContentTypes).Assembly.GetManifestResourceStream("mime.types")!);
        var types = new Dictionary<string, ObjectMetadata>(StringComparer.OrdinalIgnoreCase);
        while (table.ReadLine() is { } line)
        {
            if (line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var type, .. var extensions] && type[0] != '#')
            {
                var metadata = new ObjectMetadata { ContentType = type };
                Array.ForEach(extensions, extension => types.Add(extension, metadata));
            }
        }

        return types.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
