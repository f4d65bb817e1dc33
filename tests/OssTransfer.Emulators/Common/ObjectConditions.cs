namespace OssTransfer.Emulators.Common;

/// <summary>If-Match and If-None-Match of a reading, as all vendors honour them.</summary>
public static class ObjectConditions
{
    /// <exception cref="EmulatorError">412: the object has another ETag; 304: it still has this one.</exception>
    public static void Check(EmulatorRequest request, string etag)
    {
        if (request.Header("If-Match") is { } wanted && wanted.Trim('"') != etag && wanted != "*")
        {
            throw new EmulatorError(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.");
        }

        if (request.Header("If-None-Match") is { } known && known.Trim('"') == etag)
        {
            throw new EmulatorError(304, "NotModified", "Not modified.");
        }
    }
}
