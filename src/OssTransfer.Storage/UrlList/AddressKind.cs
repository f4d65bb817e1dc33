namespace OssTransfer.Storage.UrlList;

/// <summary>What an address is for. All but the first are not on the public internet.</summary>
internal enum AddressKind
{
    Public = 0,
    Unspecified,
    Loopback,
    Private,
    Shared,
    LinkLocal,
    UniqueLocal,
    Multicast,
    Reserved,

    /// <summary>Where clouds keep a machine's metadata, secrets among it: never read from, whatever is allowed.</summary>
    Metadata,
}
