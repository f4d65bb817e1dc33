namespace OssTransfer.Grains.Persistence;

/// <summary>Finds out whether the database has room for a busy moment's states.</summary>
internal interface ISpaceProbe
{
    /// <summary>Bytes to write: more than fits into space that is allocated already.</summary>
    const int Bytes = 1 << 20;

    /// <summary>Writes so much where states are written, and takes it back.</summary>
    /// <exception cref="DatabaseException">There is no room, or that couldn't be found out.</exception>
    Task TryAsync(CancellationToken cancellationToken);
}
