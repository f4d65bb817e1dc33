using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Opens directories of a listing and reads their names. Any thread may.</summary>
internal sealed class DirectoryOpener(DiskRoot root, ListRequest request, NameCodec? codec, DiskCalls calls)
{
    /// <summary>For the names of a directory that the listing stands in.</summary>
    public NamesRoom Room => new(root.NamesBytes, MayBePart: true);

    /// <summary>Opens a directory of another one.</summary>
    /// <param name="parent">The other one.</param>
    /// <param name="slot">Its name there.</param>
    /// <param name="room">For its names.</param>
    /// <param name="opened">Null with an error, and where nothing in it is needed.</param>
    /// <param name="cancellationToken">Looked at between reads.</param>
    /// <returns>The error, or 0.</returns>
    public int Open(TreeLevel parent, in NameSlot slot, NamesRoom room, out TreeLevel? opened, CancellationToken cancellationToken)
    {
        opened = null;
        var begun = calls.Begin();
        var error = Beneath.Open(parent.Directory, parent.Names.RawZ(slot), Libc.ReadOnly | Libc.DirectoryOnly, root.UseOpenat2, out var directory);
        calls.End(begun);
        return error == 0 ? Enter(directory!, parent.KeyOf(slot), slot.Invalid, room, out opened, cancellationToken) : error;
    }

    /// <summary>Reads the names of an open directory, which belongs to what is returned.</summary>
    public int Enter(SafeFileHandle directory, ObjectKey key, bool isInvalid, NamesRoom room, out TreeLevel? entered, CancellationToken cancellationToken)
    {
        entered = null;
        try
        {
            var filter = NameFilter.Of(key, request);
            if (filter is null || (root.Closed is { } closed && FileIdentity.Of(directory) is { } identity && closed.Is(identity)))
            {
                return 0;
            }

            // Names may be readable while nothing behind them is: that takes the right to search, which "." needs too.
            var error = FileStatus.Of(directory, ".\0"u8, 0, out _);
            DirectoryNames? names = null;
            if (error == 0)
            {
                error = DirectoryNames.Load(directory, filter, codec, isInvalid, room, calls, out names, cancellationToken);
            }

            if (error == 0)
            {
                Debug.Assert(names is not null, "no error, so names");
                entered = new(directory, key, names);
            }

            return error;
        }
        finally
        {
            if (entered is null)
            {
                directory.Dispose();
            }
        }
    }
}
