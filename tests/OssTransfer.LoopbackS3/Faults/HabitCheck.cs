using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Faults;

/// <summary>Refuses what the vendor that is played refuses.</summary>
internal static class HabitCheck
{
    public static void Apply(StoreHabits habits, S3Request request)
    {
        if (habits.PathStyleError is { } code && !request.Target.IsVirtualHost)
        {
            throw new S3Error(403, code, "The bucket you are attempting to access must be addressed using OSS third level domain.");
        }

        var header = request.Headers.Keys.FirstOrDefault(
            name => habits.RefusedHeaders.Any(refused => name.StartsWith(refused, StringComparison.OrdinalIgnoreCase)));
        if (header is not null)
        {
            throw S3Errors.InvalidArgument($"Unsupported header '{header}' received for this API call.");
        }

        if (habits.RefusedParameters.FirstOrDefault(name => request.Query.Text(name) is not null) is { } parameter)
        {
            throw S3Errors.InvalidArgument($"Unsupported parameter '{parameter}'.");
        }

        if (request.Target.Key.Length > habits.MaxKeyBytes)
        {
            throw S3Errors.KeyTooLong;
        }
    }

    /// <summary>The request's faults with those that are a habit.</summary>
    public static ActiveFaults With(StoreHabits habits, S3Request request, ActiveFaults faults)
    {
        var sticks = habits.EncodedListingsStick && request.Query.Text("encoding-type") is not null;
        IEnumerable<FaultKind> kinds = sticks ? [.. habits.Always, FaultKind.StuckMarker] : habits.Always;
        return kinds.Any() ? new([.. faults.All, .. kinds.Select(kind => new Fault { Kind = kind })]) : faults;
    }
}
