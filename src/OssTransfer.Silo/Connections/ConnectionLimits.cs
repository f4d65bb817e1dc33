namespace OssTransfer.Silo.Connections;

/// <summary>How many connections a silo takes, so that they leave enough of its files to its work.</summary>
/// <param name="Api">Calls of the command line and others, at once.</param>
/// <param name="Unauthenticated">At the port for other silos, without the cluster's certificate so far.</param>
internal sealed record ConnectionLimits(int Api, int Unauthenticated)
{
    private const long Idle = 320;
    private const int LeastApi = 64;
    private const int LeastUnauthenticated = 32;
    private const int MostApi = 2048;

    /// <summary>
    /// A quarter of the files that an idle silo leaves free for the API, from 64 to 2048, and an eighth of that, at least 32, for unauthenticated connections.
    /// </summary>
    /// <param name="files">The process may open so many; null without a limit.</param>
    public static ConnectionLimits Of(long? files)
    {
        var api = files is { } limit ? (int)Math.Clamp((limit - Idle) / 4, LeastApi, MostApi) : MostApi;
        return new(api, Math.Max(api / 8, LeastUnauthenticated));
    }
}
