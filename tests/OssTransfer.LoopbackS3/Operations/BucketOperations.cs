using OssTransfer.LoopbackS3.Bodies;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Buckets themselves.</summary>
internal sealed class BucketOperations(ServerState state)
{
    public S3Answer List()
    {
        var xml = new XmlOut().Root("ListAllMyBucketsResult")
            .Open("Owner").Element("ID", "loopback").Element("DisplayName", "loopback").Close("Owner")
            .Open("Buckets");
        foreach (var bucket in state.Buckets)
        {
            xml.Open("Bucket").Element("Name", bucket.Name).Element("CreationDate", bucket.Created).Close("Bucket");
        }

        return S3Answer.Of(xml.Close("Buckets").Close("ListAllMyBucketsResult"));
    }

    public async Task<S3Answer> CreateAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (request.Http.Request.ContentLength > 0)
        {
            await BodyReceiver.ReceiveAsync(request, keep: false, cancellationToken);
        }

        var name = request.Target.Bucket;
        if (name.Length is < 3 or > 63 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw S3Errors.InvalidBucketName;
        }

        if (state.Buckets.TryGet(name, out _))
        {
            throw S3Errors.BucketAlreadyOwnedByYou;
        }

        state.Buckets.Add(name);
        var answer = S3Answer.Empty();
        answer.Headers.Add(new("Location", "/" + name));
        return answer;
    }

    public S3Answer Head(S3Request request)
    {
        state.Bucket(request);
        var answer = S3Answer.Empty();
        answer.Headers.Add(new("x-amz-bucket-region", state.Options.Region ?? "us-east-1"));
        return answer;
    }

    public S3Answer Delete(S3Request request)
    {
        if (state.Bucket(request).Count > 0)
        {
            throw S3Errors.BucketNotEmpty;
        }

        state.Buckets.Remove(request.Target.Bucket);
        return S3Answer.Empty(204);
    }

    public S3Answer Location(S3Request request)
    {
        state.Bucket(request);

        // us-east-1 has no name here, as at AWS.
        var region = state.Options.Region is { } name and not "us-east-1" ? name : "";
        return S3Answer.Of(new XmlOut().Element("LocationConstraint", region));
    }

    public S3Answer Versioning(S3Request request)
    {
        state.Bucket(request);
        return S3Answer.Of(new XmlOut().Root("VersioningConfiguration").Close("VersioningConfiguration"));
    }

    public S3Answer Acl(S3Request request)
    {
        state.Bucket(request);
        return S3Answer.Of(AclXml.Of(null));
    }
}
