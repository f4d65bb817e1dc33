using System.Security.Cryptography;
using System.Text;
using OssTransfer.Emulators.Common;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Oracle;

/// <summary>What a place holds, or shall hold, by key. Never changes.</summary>
public sealed class Manifest
{
    private readonly SortedDictionary<string, HeldObject> _objects;

    private Manifest(IEnumerable<KeyValuePair<string, HeldObject>> objects)
    {
        _objects = new(StringComparer.Ordinal);
        foreach (var (key, held) in objects)
        {
            _objects.Add(key, held);
        }
    }

    public static Manifest Empty { get; } = new([]);

    public IReadOnlyDictionary<string, HeldObject> Objects => _objects;

    public int Count => _objects.Count;

    /// <summary>What an S3 server has in a bucket, by its bytes and not by its ETags.</summary>
    public static Manifest Of(Bucket bucket) => new(bucket.Objects.Select(
        stored => KeyValuePair.Create(stored.Key, Held(stored.ToArray(), CarriedHeaders.Of(stored.Headers), stored.LastModified))));

    /// <summary>What a vendor's emulator has in a bucket.</summary>
    public static Manifest Of(EmulatorBucket bucket) => new(bucket.Objects.Select(stored => KeyValuePair.Create(
        Encoding.UTF8.GetString(stored.Key), Held(stored.Content, CarriedHeaders.Of(stored.Headers), stored.LastModified))));

    /// <summary>The files below a directory. Links to files are files; links to directories, and what can't be opened as a file, hold nothing.</summary>
    public static Manifest OfDirectory(string path) => new(Files(path).Select(file => KeyValuePair.Create(
        Path.GetRelativePath(path, file), Held(File.ReadAllBytes(file), null, new DateTimeOffset(File.GetLastWriteTimeUtc(file))))));

    /// <summary>One object that is known otherwise, with these headers and no others.</summary>
    public static Manifest Of(string key, byte[] content, params IEnumerable<KeyValuePair<string, string>> headers) =>
        new([KeyValuePair.Create(key, Held(content, CarriedHeaders.Of(headers), null))]);

    /// <summary>All of several, which have no key in common.</summary>
    public static Manifest Of(IEnumerable<Manifest> parts) => new(parts.SelectMany(part => part._objects));

    /// <summary>Those whose key is so.</summary>
    public Manifest Where(Func<string, bool> isWanted) => new(_objects.Where(held => isWanted(held.Key)));

    /// <summary>Those that lie under a prefix, without it.</summary>
    public Manifest Under(string prefix) => new(_objects
        .Where(held => held.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(held => KeyValuePair.Create(held.Key[prefix.Length..], held.Value)));

    /// <summary>All, each with a prefix in front of its key.</summary>
    public Manifest Below(string prefix) => new(_objects.Select(held => KeyValuePair.Create(prefix + held.Key, held.Value)));

    /// <summary>All of both; where both have a key, the other's object.</summary>
    public Manifest With(Manifest other) => new(_objects.Where(held => !other._objects.ContainsKey(held.Key)).Concat(other._objects));

    /// <summary>The same with these headers, which depend on the key.</summary>
    public Manifest WithHeaders(Func<string, IEnumerable<KeyValuePair<string, string>>> headers) =>
        new(_objects.Select(held => KeyValuePair.Create(held.Key, held.Value with { Headers = CarriedHeaders.Of(headers(held.Key)) })));

    /// <summary>The same whenever it is written.</summary>
    public Manifest AtAnyTime() => new(_objects.Select(held => KeyValuePair.Create(held.Key, held.Value with { Written = null })));

    private static HeldObject Held(byte[] content, IReadOnlyDictionary<string, string>? headers, DateTimeOffset? written) =>
        new(content.Length, Convert.ToHexStringLower(MD5.HashData(content)), headers, written);

    private static IEnumerable<string> Files(string directory)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo)
            {
                foreach (var file in entry.LinkTarget is null ? Files(entry.FullName) : [])
                {
                    yield return file;
                }
            }
            else if (entry.LinkTarget is null || entry.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true })
            {
                yield return entry.FullName;
            }
        }
    }
}
