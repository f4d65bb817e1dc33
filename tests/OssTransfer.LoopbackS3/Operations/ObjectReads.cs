using System.IO.Compression;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>HEAD and GET of objects.</summary>
internal sealed class ObjectReads(ServerState state)
{
    private static readonly string[] Overridable =
        ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"];

    public S3Answer Get(S3Request request)
    {
        var answer = Read(request, isHeadOnly: false);
        if (request.Faults.Has(FaultKind.OverwriteAfterRead))
        {
            Overwrite(request);
        }

        return answer;
    }

    public S3Answer Head(S3Request request) => Read(request, isHeadOnly: true);

    public S3Answer Acl(S3Request request)
    {
        return S3Answer.Of(AclXml.Of(Find(request).Acl));
    }

    private S3Answer Read(S3Request request, bool isHeadOnly)
    {
        var stored = Find(request);
        if (Conditions.IsNotModified(request.Headers, stored))
        {
            var notModified = S3Answer.Empty(304);
            notModified.Headers.Add(new("ETag", $"\"{stored.ETag}\""));
            return notModified;
        }

        if (stored.Content.IsDiscarded && !isHeadOnly)
        {
            throw new S3Error(500, "InternalError", "This server discards bodies.");
        }

        if (Decodes(request, stored, isHeadOnly))
        {
            return Decoded(stored, isHeadOnly).With(state.Options.Habits.Encryption);
        }

        var range = request.Faults.Has(FaultKind.IgnoreRange) ? null : RangeHeader.Parse(request.Headers.Range, stored.Length);
        var answer = new S3Answer
        {
            Status = range is null ? 200 : 206,
            Object = stored,
            Offset = request.Faults.Has(FaultKind.OtherSlice) ? 0 : range?.Offset ?? 0,
            WholeLength = stored.Length + (request.Faults.Has(FaultKind.OtherTotal) ? 1 : 0),
            Count = range?.Count ?? stored.Length,
            IsHeadOnly = isHeadOnly,
            HasNoLength = request.Faults.Has(FaultKind.NoLength),
        };
        Override(request, answer);
        return answer.With(state.Options.Habits.Encryption);
    }

    private bool Decodes(S3Request request, StoredObject stored, bool isHeadOnly) =>
        state.Options.Habits.Decoding is { } habit
        && stored.Headers.GetValueOrDefault("content-encoding") == "gzip"
        && (habit.InHead || !isHeadOnly)
        && (habit.Always || !request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase));

    /// <summary>The whole, whatever slice was asked for.</summary>
    private S3Answer Decoded(StoredObject stored, bool isHeadOnly)
    {
        var habit = state.Options.Habits.Decoding!;
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(stored.ToArray()), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        var headers = stored.Headers.Where(header => header.Key != "content-encoding").ToDictionary();
        var answer = new S3Answer
        {
            Object = new(stored.KeyBytes, new([plain.ToArray()]), stored.ETag, stored.LastModified, headers),
            Count = plain.Length,
            IsHeadOnly = isHeadOnly,
            HasNoLength = !habit.HasLength,
        };
        return answer.With(habit.IsTold ? new("x-goog-stored-content-encoding", "gzip") : null);
    }

    private StoredObject Find(S3Request request) =>
        state.Bucket(request).Find(request.Target.Key) ?? throw S3Errors.NoSuchKey;

    private static void Override(S3Request request, S3Answer answer)
    {
        if (request.Query.IsEmpty)
        {
            return;
        }

        foreach (var name in Overridable)
        {
            if (request.Query.Text("response-" + name) is { } value)
            {
                answer.Headers.Add(new(name, value));
            }
        }
    }

    private void Overwrite(S3Request request)
    {
        var bucket = state.Bucket(request);
        var old = Find(request);
        var other = old.ToArray();
        for (var i = 0; i < other.Length; i++)
        {
            other[i] ^= 0x5a;
        }

        bucket.Put(old.Key, other, old.Headers);
    }
}
