namespace OssTransfer.Storage.Disk;

/// <summary>A directory that is read before its turn.</summary>
/// <param name="index">Its number among the names of the directory that it lies in.</param>
internal sealed class DirectoryAhead(int index)
{
    private readonly Lock _reading = new();
    private volatile TreeLevel? _level;
    private bool _isTaken;

    public int Index => index;

    /// <summary>What was read; null: nothing, or not yet.</summary>
    public TreeLevel? Level => _level;

    /// <summary>Reads it, unless its turn came before. What fails counts for nothing: it is tried again when its turn comes.</summary>
    public void Read(Func<TreeLevel?> read)
    {
        lock (_reading)
        {
            try
            {
                _level = _isTaken ? null : read();
            }
            catch (Exception)
            {
                // As promised, whatever it is: on this thread it would end the process.
            }
        }
    }

    /// <summary>Its turn has come: waits for what is being read. What no thread has begun to read is not read ahead any more.</summary>
    /// <returns>Null: it is to be read now.</returns>
    public TreeLevel? Take()
    {
        lock (_reading)
        {
            _isTaken = true;
            return _level;
        }
    }
}
