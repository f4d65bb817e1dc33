namespace OssTransfer.Storage;

/// <summary>What a store promises about the order of its listing.</summary>
public enum KeyOrder
{
    /// <summary>Nothing: keys come in an order of the store's own, and a listing goes on only where a page of it says so.</summary>
    Unordered = 0,

    /// <summary>Ascending bytes of UTF-8, and a listing may start after any key.</summary>
    Utf8Bytes = 1,
}
