namespace OssTransfer.Vendors.Tests;

/// <summary>An object as a vendor's SDK saw it.</summary>
internal sealed record SdkObject(long Size, string Hash, string Md5);
