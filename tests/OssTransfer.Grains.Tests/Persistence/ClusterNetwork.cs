using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>A silo's connections, which can all be cut at once.</summary>
internal sealed class ClusterNetwork
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> _open = new();
    private volatile bool _cut;

    public bool IsCut => _cut;

    public void Watch(IConnectionBuilder connections) => connections.Use(next => async connection =>
    {
        _open[connection] = true;
        try
        {
            if (!_cut)
            {
                await next(connection);
            }
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    });

    /// <summary>Ends those that are open and every later one.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var connection in _open.Keys)
        {
            connection.Abort();
        }
    }
}
