using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>Reads ListBucketResult of both versions, with what vendors add. Keys are decoded only where the answer says that they are encoded.</summary>
internal static class XmlListParser
{
    /// <param name="xml">The answer.</param>
    /// <param name="frozen">Classes whose objects need to be restored unless the listing says that they are.</param>
    public static ListAnswer Parse(ReadOnlySpan<byte> xml, FrozenSet<string> frozen)
    {
        var scanner = new XmlScanner(xml);
        scanner.ReadRoot();
        if (!scanner.Name.SequenceEqual("ListBucketResult"u8))
        {
            throw new InvalidDataException("the answer is no listing");
        }

        var rows = new List<Row>(1000);
        var prefixes = new List<byte[]>();
        var (encoded, version2) = (false, false);
        bool? truncated = null;
        byte[] nextMarker = [];
        string? nextToken = null;
        while (scanner.ReadChild())
        {
            switch (scanner.Name)
            {
                case var name when name.SequenceEqual("Contents"u8):
                    rows.Add(ReadRow(ref scanner));
                    break;
                case var name when name.SequenceEqual("CommonPrefixes"u8):
                    ReadPrefixes(ref scanner, prefixes);
                    break;
                case var name when name.SequenceEqual("IsTruncated"u8):
                    truncated = scanner.Flag();
                    break;
                case var name when name.SequenceEqual("EncodingType"u8):
                    encoded = scanner.Text().SequenceEqual("url"u8);
                    break;
                case var name when name.SequenceEqual("NextMarker"u8):
                    nextMarker = scanner.Text().ToArray();
                    break;
                case var name when name.SequenceEqual("NextContinuationToken"u8):
                    nextToken = Encoding.UTF8.GetString(scanner.Text());
                    version2 = true;
                    break;
                case var name when name.SequenceEqual("KeyCount"u8):
                    version2 = true;
                    scanner.Skip();
                    break;
                default:
                    scanner.Skip();
                    break;
            }
        }

        return new ListAnswer(Entries(rows, encoded, frozen), prefixes.ConvertAll(prefix => Key(prefix, encoded)))
        {
            IsTruncated = truncated,
            NextMarker = Key(nextMarker, encoded),
            NextToken = nextToken,
            IsVersion2 = version2,
            Links = Links(rows),
        };
    }

    private static ObjectEntry[] Entries(List<Row> rows, bool encoded, FrozenSet<string> frozen)
    {
        var entries = new ObjectEntry[rows.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var row = rows[i];
            entries[i] = new ObjectEntry(Key(row.Key, encoded), row.Size, row.LastModified, row.ETag)
            {
                StorageClass = row.StorageClass,
                Unusable = row.Unusable,
                Problem = row.Unusable is not null ? EntryProblem.Unusable
                    : row.StorageClass is not null && !row.IsRestored && frozen.Contains(row.StorageClass) ? EntryProblem.NeedsRestore : EntryProblem.None,
            };
        }

        return entries;
    }

    private static int[] Links(List<Row> rows) => rows.Exists(row => row.IsLink) ? [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].IsLink)] : [];

    private static ObjectKey Key(byte[] bytes, bool encoded) => new(encoded ? PercentEncoding.DecodeQuery(bytes) : bytes);

    private static Row ReadRow(ref XmlScanner scanner)
    {
        var row = new Row { Key = [] };
        while (scanner.ReadChild())
        {
            switch (scanner.Name)
            {
                case var name when name.SequenceEqual("Key"u8):
                    row.Key = scanner.Text().ToArray();
                    break;
                case var name when name.SequenceEqual("Size"u8):
                    (row.Size, row.Unusable) = ReadSize(scanner.Text());
                    break;
                case var name when name.SequenceEqual("ETag"u8):
                    row.ETag = ETag(scanner.Text());
                    break;
                case var name when name.SequenceEqual("LastModified"u8):
                    row.LastModified = HttpDate.ParseIso(scanner.Text());
                    break;
                case var name when name.SequenceEqual("StorageClass"u8):
                    row.StorageClass = StorageClasses.Named(scanner.Text());
                    break;
                case var name when name.SequenceEqual("Type"u8):
                    row.IsLink = scanner.Text().SequenceEqual("Symlink"u8);
                    break;
                case var name when name.SequenceEqual("RestoreInfo"u8):
                    row.IsRestored = scanner.Text().IndexOf("ongoing-request=\"false\""u8) >= 0;
                    break;
                case var name when name.SequenceEqual("RestoreStatus"u8):
                    row.IsRestored = ReadRestored(ref scanner);
                    break;
                default:
                    scanner.Skip();
                    break;
            }
        }

        return row;
    }

    /// <summary>The size, or what is wrong with it. The size of a row that doesn't name one is unknown.</summary>
    private static (long? Size, string? Problem) ReadSize(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long size, out var length) && length == text.Length && size >= 0
            ? (size, null)
            : (null, ListingRules.UnusableSize(text));

    private static string? ETag(ReadOnlySpan<byte> text)
    {
        var bare = text is [(byte)'"', .., (byte)'"'] ? text[1..^1] : text;
        return bare.IsEmpty ? null : Encoding.Latin1.GetString(bare);
    }

    /// <summary>There is a restored copy where the date is named on which it expires.</summary>
    private static bool ReadRestored(ref XmlScanner scanner)
    {
        var restored = false;
        while (scanner.ReadChild())
        {
            restored |= scanner.Name.SequenceEqual("RestoreExpiryDate"u8);
            scanner.Skip();
        }

        return restored;
    }

    private static void ReadPrefixes(ref XmlScanner scanner, List<byte[]> prefixes)
    {
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("Prefix"u8))
            {
                prefixes.Add(scanner.Text().ToArray());
            }
            else
            {
                scanner.Skip();
            }
        }
    }

    private struct Row
    {
        public byte[] Key;
        public long? Size;
        public DateTimeOffset? LastModified;
        public string? ETag;
        public string? StorageClass;
        public bool IsRestored;
        public bool IsLink;
        public string? Unusable;
    }
}
