namespace OssTransfer.Storage.Disk;

/// <summary>A directory that is read before its turn.</summary>
/// <param name="index">Its number among the names of the directory that it lies in.</param>
internal sealed class DirectoryAhead(int index)
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Ended = 2;

    private readonly object _gate = new();
    private volatile TreeLevel? _level;
    private int _state;

    public int Index => index;

    /// <summary>What was read; null: nothing, or not yet.</summary>
    public TreeLevel? Level => _level;

    /// <summary>Reads it, unless its turn came before. What fails counts for nothing: it is tried again when its turn comes.</summary>
    public void Read(Func<TreeLevel?> read)
    {
        if (Interlocked.CompareExchange(ref _state, Begun, Waiting) != Waiting)
        {
            return;
        }

        try
        {
            _level = read();
        }
        catch (Exception)
        {
            // As promised, whatever it is: on this thread it would end the process.
        }
        finally
        {
            lock (_gate)
            {
                _state = Ended;
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Its turn has come: waits for what is being read. What nobody has begun to read is not read any more.</summary>
    /// <returns>Null: it is to be read now.</returns>
    public TreeLevel? Take()
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Waiting) != Waiting)
        {
            lock (_gate)
            {
                while (_state != Ended)
                {
                    Monitor.Wait(_gate);
                }
            }
        }

        return _level;
    }
}
