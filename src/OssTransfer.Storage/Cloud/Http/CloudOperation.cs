using System.Text;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>What is being done, as messages name it: spelt out only where one is written.</summary>
/// <param name="Name">The operation: <c>PutObject</c>.</param>
/// <param name="Bucket">Where.</param>
/// <param name="Key">On what; empty for the bucket itself.</param>
internal sealed record CloudOperation(string Name, string Bucket, ObjectKey Key)
{
    /// <summary>Control characters are escaped, so that a key can't forge a line of a log.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name).Append(' ').Append(Bucket);
        if (!Key.IsEmpty)
        {
            text.Append('/');
            foreach (var rune in Key.ToString().EnumerateRunes())
            {
                text.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:x4}" : rune.ToString());
            }
        }

        return text.ToString();
    }
}
