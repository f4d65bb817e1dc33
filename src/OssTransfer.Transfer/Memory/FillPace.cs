namespace OssTransfer.Transfer.Memory;

/// <summary>
/// How many of the large pieces may be filled at once. They are filled from one side and then emptied to the other. Were all filled at once, all would be
/// emptied at once, too, and the network of each side would be idle half of the time. So of what is in flight, which is all that is asked for and fits, at most
/// half is being filled, or all but twice what is usually being emptied: where that is little, it is the source that is slow. Not safe for many threads: the
/// budget's lock guards it.
/// </summary>
internal sealed class FillPace(long totalBytes, TimeProvider time)
{
    // What was before a piece had been filled counts so much less from then on: what is usual shows over some rounds of all that is in flight.
    private const double Fading = 31 / 32.0;

    private long _askedBytes;
    private long _fillingBytes;
    private long _emptyingBytes;

    // Since the first one has been filled, before which it is unknown: bytes by time.
    private bool _knows;
    private long _since;
    private double _inFlight;
    private double _emptying;

    private long InFlightBytes => Math.Min(totalBytes, _askedBytes);

    /// <summary>Whether a piece that is asked for may be filled now.</summary>
    public bool MayFill(int bytes) => _fillingBytes == 0 || _fillingBytes + bytes <= Math.Max(InFlightBytes / 2, InFlightBytes * SlowSourceShare());

    /// <summary>A piece is asked for.</summary>
    public void Ask(int bytes) => Change(asked: bytes);

    /// <summary>A piece that was asked for is not wanted any more.</summary>
    public void GiveUp(int bytes) => Change(asked: -bytes);

    /// <summary>A piece that was asked for is being filled.</summary>
    public void Begin(int bytes) => Change(filling: bytes);

    /// <summary>A piece has been filled, and is being emptied.</summary>
    public void Turn(int bytes)
    {
        Change(filling: -bytes, emptying: bytes);
        (_inFlight, _emptying) = (_inFlight * Fading, _emptying * Fading);
        _knows = true;
    }

    /// <summary>A piece is given back.</summary>
    public void End(int bytes, bool wasFilled) => Change(asked: -bytes, filling: wasFilled ? 0 : -bytes, emptying: wasFilled ? -bytes : 0);

    private double SlowSourceShare()
    {
        Count();
        return _inFlight > 0 ? 1 - (2 * _emptying / _inFlight) : 0;
    }

    private void Change(long asked = 0, long filling = 0, long emptying = 0)
    {
        Count();
        _askedBytes += asked;
        _fillingBytes += filling;
        _emptyingBytes += emptying;
        if (_askedBytes == 0)
        {
            (_knows, _inFlight, _emptying) = (false, 0, 0);
        }
    }

    private void Count()
    {
        var now = time.GetTimestamp();
        if (_knows)
        {
            var passed = time.GetElapsedTime(_since, now).TotalSeconds;
            _inFlight += passed * InFlightBytes;
            _emptying += passed * _emptyingBytes;
        }

        _since = now;
    }
}
