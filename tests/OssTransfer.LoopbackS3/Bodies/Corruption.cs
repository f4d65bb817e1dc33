namespace OssTransfer.LoopbackS3.Bodies;

/// <summary>Damages stored bytes.</summary>
internal static class Corruption
{
    /// <summary>The same body with one bit flipped in its middle; an empty one stays empty.</summary>
    public static ObjectBytes Flip(ObjectBytes content)
    {
        if (content.Length == 0 || content.IsDiscarded)
        {
            return content;
        }

        var middle = content.Length / 2;
        byte[] flipped = [(byte)(content.Slice(middle, 1).ToArray()[0] ^ 1)];
        return ObjectBytes.Concat(
            [content.Slice(0, middle), new([flipped]), content.Slice(middle + 1, content.Length - middle - 1)]);
    }
}
