using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Kodo's etag after its published description, plainly; the product's is another one.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The vendor's formula.")]
public static class ReferenceQetag
{
    private const int Block = 1 << 22;

    /// <summary>The etag as Kodo prints it.</summary>
    public static string Of(byte[] content)
    {
        var blocks = content.Chunk(Block).Select(SHA1.HashData).ToList();
        return blocks.Count switch
        {
            0 => Text(0x16, SHA1.HashData([])),
            1 => Text(0x16, blocks[0]),
            _ => Text(0x96, SHA1.HashData(blocks.SelectMany(block => block).ToArray())),
        };
    }

    /// <summary>Of an object that was made of parts other than blocks: nobody can recompute it from the content alone.</summary>
    public static string OfOtherParts(byte[] content) => Text(0x9e, SHA1.HashData(content));

    private static string Text(byte form, byte[] sha1) => KodoText.Base64([form, .. sha1]);
}
