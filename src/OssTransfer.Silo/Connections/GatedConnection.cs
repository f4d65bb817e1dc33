using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace OssTransfer.Silo.Connections;

/// <summary>A connection that a <see cref="ConnectionGate"/> has admitted. It is among its own features, where the check of its token finds it.</summary>
internal sealed class GatedConnection : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private readonly ConnectionGate _gate;
    private int _hasLeft;

    public GatedConnection(ConnectionContext inner, ConnectionGate gate)
    {
        (_inner, _gate) = (inner, gate);
        _inner.Features.Set(this);
        gate.Admit(this);
    }

    /// <summary>When it came, by the gate's clock.</summary>
    public long AdmittedAt { get; set; }

    /// <summary>Its place among the unauthenticated; null once it is authenticated, or has ended.</summary>
    public LinkedListNode<GatedConnection>? Unauthenticated { get; set; }

    public override string ConnectionId
    {
        get => _inner.ConnectionId;
        set => _inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => _inner.Items;
        set => _inner.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => _inner.Transport;
        set => _inner.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _inner.ConnectionClosed;
        set => _inner.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => _inner.LocalEndPoint;
        set => _inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _inner.RemoteEndPoint;
        set => _inner.RemoteEndPoint = value;
    }

    /// <summary>The check has passed.</summary>
    public void Authenticate() => _gate.Authenticate(this);

    /// <summary>The call that was authenticated has ended.</summary>
    public void EndCall() => _gate.Admit(this);

    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            _gate.Leave(this);
        }
    }
}
