namespace OssTransfer.Jobs.Config;

/// <summary>In what order a store lists its keys (<c>src-list-order</c>, <c>des-list-order</c>). Values are stored: never reuse a number.</summary>
public enum ListOrder
{
    /// <summary>In the byte order of UTF-8, as the user guarantees.</summary>
    Bytes = 0,

    /// <summary>In any: the listing is read whole and sorted before it is used.</summary>
    Any = 1,

    /// <summary>As the store's profile promises; where it promises nothing, in byte order until the listing shows another one.</summary>
    Auto = 2,
}
