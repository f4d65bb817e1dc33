using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// The names of one directory in the order of the keys below it: a directory sorts as its name and '/'.
/// All names lie in one buffer, so that a directory of a million files costs two arrays and not a million strings. Of a directory with more names than
/// fit in the memory they may take, the least are here, and the rest is read when these are through.
/// </summary>
internal sealed class DirectoryNames
{
    private const int ReadBytes = 64 << 10;
    private const int SlotBytes = 40;

    private readonly NameCodec? _codec;
    private readonly NameFilter _filter;
    private readonly bool _isInvalid;
    private readonly byte[] _after;
    private readonly NamesRoom _room;

    // Names beyond it had no room; null: all had.
    private byte[]? _upTo;
    private byte[] _bytes = new byte[1 << 10];
    private int _used;
    private NameSlot[] _slots = new NameSlot[16];

    private DirectoryNames(NameFilter filter, NameCodec? codec, bool isInvalid, byte[] after, NamesRoom room)
    {
        _filter = filter;
        _codec = codec;
        _isInvalid = isInvalid;
        _after = after;
        _room = room;
    }

    /// <summary>Names that the listing needs.</summary>
    public int Count { get; private set; }

    /// <summary>The directory has names beyond these.</summary>
    public bool HasMore => _upTo is not null;

    /// <summary>The directory has no names at all, needed or not.</summary>
    public bool IsEmpty { get; private set; } = true;

    public ref readonly NameSlot this[int index] => ref _slots[index];

    /// <summary>Reads the names of a directory, as many of the least as may be here.</summary>
    /// <param name="directory">Open for reading.</param>
    /// <param name="filter">What is needed of it.</param>
    /// <param name="codec">Null: names are UTF-8 or invalid.</param>
    /// <param name="isInvalid">The directory's own key is no UTF-8, so no key below it is.</param>
    /// <param name="room">For the names.</param>
    /// <param name="calls">How the types are found out that don't come with the names.</param>
    /// <param name="names">Null where an error is returned.</param>
    /// <param name="cancellationToken">Looked at between reads.</param>
    /// <returns>The error, or 0.</returns>
    public static int Load(
        SafeFileHandle directory, NameFilter filter, NameCodec? codec, bool isInvalid, NamesRoom room, DiskCalls calls, out DirectoryNames? names,
        CancellationToken cancellationToken) =>
        Load(directory, new(filter, codec, isInvalid, [], room), calls, out names, cancellationToken);

    /// <summary>
    /// Reads the names beyond these, as
    /// <see cref="Load(SafeFileHandle, NameFilter, NameCodec?, bool, NamesRoom, DiskCalls, out DirectoryNames?, CancellationToken)"/> does.
    /// </summary>
    public int LoadMore(SafeFileHandle directory, DiskCalls calls, out DirectoryNames? names, CancellationToken cancellationToken)
    {
        names = null;
        var error = Errno.Of((nint)Libc.Lseek(directory, 0, 0));
        return error == 0 ? Load(directory, new(_filter, _codec, _isInvalid, _upTo!, _room), calls, out names, cancellationToken) : error;
    }

    private static int Load(
        SafeFileHandle directory, DirectoryNames loading, DiskCalls calls, out DirectoryNames? names, CancellationToken cancellationToken)
    {
        var error = loading.ReadAll(directory, calls, cancellationToken);
        if (error == 0)
        {
            loading.Sort();
        }

        names = error == 0 ? loading : null;
        return error;
    }

    /// <summary>The name as keys have it, a directory's with '/'.</summary>
    public ReadOnlySpan<byte> Key(in NameSlot slot) => _bytes.AsSpan(slot.Offset, slot.Length);

    /// <summary>The name as the disk has it, ending with NUL.</summary>
    public ReadOnlySpan<byte> RawZ(in NameSlot slot) =>
        slot.Kind == FileKind.Directory ? (byte[])[.. _bytes.AsSpan(slot.RawOffset, slot.RawLength), 0] : _bytes.AsSpan(slot.RawOffset, slot.RawLength + 1);

    private int ReadAll(SafeFileHandle directory, DiskCalls calls, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = Libc.Getdents(directory, buffer);
                var error = Errno.Of(read);
                if (error == Errno.Interrupted)
                {
                    continue;
                }

                if (read <= 0)
                {
                    return error;
                }

                EntryTypes.Find(directory, buffer.AsMemory(0, (int)read), calls);
                AddRecords(buffer.AsSpan(0, (int)read));
                if (_upTo is not null && !_room.MayBePart)
                {
                    return Errno.TooManyNames;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void AddRecords(ReadOnlySpan<byte> records)
    {
        for (; !records.IsEmpty; records = records[DirectoryRecord.LengthOf(records)..])
        {
            var name = DirectoryRecord.NameZOf(records)[..^1];
            var isEntry = DirectoryRecord.IsEntry(name);
            IsEmpty &= !isEntry;
            if (isEntry && !PartName.Matches(name))
            {
                Add(name, EntryTypes.KindOf(DirectoryRecord.TypeOf(records)));
            }
        }
    }

    private void Add(ReadOnlySpan<byte> raw, FileKind kind)
    {
        var isUtf8 = Utf8.IsValid(raw);
        var converted = _isInvalid ? null : _codec?.ToUtf8(raw);
        var start = _used;
        var slot = Append(converted ?? raw, kind);
        slot.Invalid = _isInvalid || (!isUtf8 && converted is null);
        if (!IsHere(Key(slot)) || !_filter.Accepts(Key(slot), kind == FileKind.Directory))
        {
            _used = start;
            return;
        }

        slot.RawOffset = slot.Offset;
        slot.RawLength = raw.Length;
        if (converted is not null)
        {
            slot.RawOffset = _used;
            Reserve(raw.Length + 1);
            raw.CopyTo(_bytes.AsSpan(_used));
            _bytes[_used + raw.Length] = 0;
            _used += raw.Length + 1;
        }

        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, Count * 2);
        }

        _slots[Count++] = slot;
        if (Count > 1 && _used + ((long)Count * SlotBytes) > _room.Bytes)
        {
            DropGreater();
        }
    }

    private bool IsHere(ReadOnlySpan<byte> key) =>
        (_after.Length == 0 || key.SequenceCompareTo(_after) > 0) && (_upTo is not { } upTo || key.SequenceCompareTo(upTo) <= 0);

    /// <summary>Makes room: the greater half of the names is left for later.</summary>
    private void DropGreater()
    {
        _slots.AsSpan(0, Count).Sort(new NameOrder(_bytes));
        var kept = Count / 2;
        while (kept < Count && Key(_slots[kept]).SequenceEqual(Key(_slots[kept - 1])))
        {
            kept++;
        }

        if (kept == Count)
        {
            return;
        }

        var old = _bytes;
        _upTo = [.. Key(_slots[kept - 1])];
        (_bytes, _used, Count) = (new byte[old.Length], 0, kept);
        for (var i = 0; i < kept; i++)
        {
            ref var slot = ref _slots[i];
            var isConverted = IsConverted(slot);
            slot.Offset = Move(old.AsSpan(slot.Offset, slot.Length));
            slot.RawOffset = isConverted ? Move(old.AsSpan(slot.RawOffset, slot.RawLength)) : slot.Offset;
        }
    }

    /// <summary>A name and its NUL, moved to where the names end.</summary>
    private int Move(ReadOnlySpan<byte> name)
    {
        var start = _used;
        name.CopyTo(_bytes.AsSpan(start));
        _bytes[start + name.Length] = 0;
        _used += name.Length + 1;
        return start;
    }

    private NameSlot Append(ReadOnlySpan<byte> name, FileKind kind)
    {
        Reserve(name.Length + 2);
        var slot = new NameSlot { Offset = _used, Length = name.Length, Kind = kind };
        name.CopyTo(_bytes.AsSpan(_used));
        _used += name.Length;
        if (kind == FileKind.Directory)
        {
            _bytes[_used++] = (byte)'/';
            slot.Length++;
        }

        _bytes[_used++] = 0;
        slot.Head = HeadOf(Key(slot));
        return slot;
    }

    private static ulong HeadOf(ReadOnlySpan<byte> name)
    {
        Span<byte> head = stackalloc byte[8];
        head.Clear();
        name[..Math.Min(8, name.Length)].CopyTo(head);
        return BinaryPrimitives.ReadUInt64BigEndian(head);
    }

    private void Reserve(int bytes)
    {
        if (_used + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + bytes, checked(_bytes.Length * 2)));
        }
    }

    private void Sort()
    {
        _slots.AsSpan(0, Count).Sort(new NameOrder(_bytes));
        if (ResolveDuplicates())
        {
            _slots.AsSpan(0, Count).Sort(new NameOrder(_bytes));
        }
    }

    /// <summary>
    /// A name that comes twice: a directory that changes while it is read may give a name twice, which then counts once;
    /// a converted name may equal one that is UTF-8 already, and is then shown with its raw bytes.
    /// </summary>
    /// <returns>Whether the order must be made again.</returns>
    private bool ResolveDuplicates()
    {
        var kept = 0;
        var changed = false;
        for (var i = 0; i < Count; i++)
        {
            var slot = _slots[i];
            if (kept > 0 && Key(slot).SequenceEqual(Key(_slots[kept - 1])))
            {
                ref var before = ref _slots[kept - 1];
                if (Raw(slot).SequenceEqual(Raw(before)))
                {
                    continue;
                }

                if (IsConverted(slot))
                {
                    Unconvert(ref slot);
                }
                else
                {
                    Unconvert(ref before);
                }

                changed = true;
            }

            _slots[kept++] = slot;
        }

        Count = kept;
        return changed;
    }

    private ReadOnlySpan<byte> Raw(in NameSlot slot) => _bytes.AsSpan(slot.RawOffset, slot.RawLength);

    private static bool IsConverted(in NameSlot slot) => slot.RawOffset != slot.Offset;

    private void Unconvert(ref NameSlot slot)
    {
        var shown = Append(Raw(slot).ToArray(), slot.Kind);
        if (!IsHere(Key(shown)))
        {
            throw new StorageException(
                StorageErrorKind.Other,
                $"a directory with very many names has two that are the same as '{new ObjectKey(Key(slot))}' in UTF-8; rename one of them");
        }

        slot = shown with { RawOffset = shown.Offset, RawLength = slot.RawLength, Invalid = true };
    }
}
