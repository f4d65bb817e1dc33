using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Reads the ACLs of objects.</summary>
internal sealed class S3AclReader(S3Client client, StoreProfile profile) : IAclReader
{
    public Task<ObjectAcl> ReadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var what = client.Operation("GetObjectAcl", key);
        KeyLimits.Check(key, profile.Traits, what);
        return client.SendForXmlAsync(
            new CloudCall(HttpMethod.Get, what, CloudScope.Object) { Query = new CloudQuery().Add("acl") }, S3AclParser.Parse, cancellationToken);
    }
}
