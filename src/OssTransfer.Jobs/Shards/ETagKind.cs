namespace OssTransfer.Jobs.Shards;

/// <summary>How an ETag is stored. Values are stored: never reuse a number.</summary>
internal enum ETagKind : byte
{
    None = 0,
    LowerHex = 1,
    UpperHex = 2,
    LowerMultipart = 3,
    Text = 4,
}
