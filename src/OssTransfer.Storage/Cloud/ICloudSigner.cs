using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>Makes signed requests of calls, with the time of now.</summary>
internal interface ICloudSigner
{
    CloudRequest Sign(CloudCall call);
}
