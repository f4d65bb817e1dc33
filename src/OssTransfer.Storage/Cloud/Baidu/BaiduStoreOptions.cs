namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>A bucket of Baidu BOS. A custom domain bound to the bucket may be its endpoint.</summary>
public sealed record BaiduStoreOptions : NativeStoreOptions;
