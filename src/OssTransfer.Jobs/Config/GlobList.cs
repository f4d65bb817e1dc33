using System.Collections;

namespace OssTransfer.Jobs.Config;

/// <summary>Globs in the order they were written; lists with the same globs are equal.</summary>
public sealed class GlobList : IReadOnlyList<string>, IEquatable<GlobList>
{
    private readonly string[] _globs;

    /// <summary>Copies <paramref name="globs"/>.</summary>
    public GlobList(IEnumerable<string> globs)
    {
        ArgumentNullException.ThrowIfNull(globs);
        _globs = [.. globs];
    }

    /// <summary>No globs.</summary>
    public static GlobList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _globs.Length;

    /// <inheritdoc/>
    public string this[int index] => _globs[index];

    /// <inheritdoc/>
    public bool Equals(GlobList? other) => other is not null && _globs.AsSpan().SequenceEqual(other._globs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GlobList);

    /// <inheritdoc/>
    public override int GetHashCode() => _globs.Aggregate(_globs.Length, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _globs.AsEnumerable().GetEnumerator();

    /// <summary>As it is written in <c>job.cfg</c>.</summary>
    public override string ToString() => string.Join(", ", _globs);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
