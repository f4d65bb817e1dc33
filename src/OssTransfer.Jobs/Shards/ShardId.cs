using System.Globalization;

namespace OssTransfer.Jobs.Shards;

/// <summary>Names a shard within a job's incarnation.</summary>
/// <param name="Run">The run that planned it.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="List">
/// The list shard that planned it, from 0; move shards of parallel list shards never meet. Of a part shard: the number of its <see cref="FinishShard"/>.
/// </param>
/// <param name="Number">Its number there, from 0.</param>
public readonly record struct ShardId(int Run, ShardKind Kind, int List, int Number)
{
    private static readonly string[] Letters = ["?", "l", "m", "c", "r", "i", "u", "p", "f", "d"];

    /// <summary>Of a part shard: the move shard that starts and completes its object's upload.</summary>
    public ShardId FinishShard() => new(Run, ShardKind.Move, 0, List);

    /// <summary>The text form, <c>run/list/kind-letter number</c>: <c>3/0/m17</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Run}/{List}/{Letters[(int)Kind]}{Number}");

    /// <summary>The key of the shard's grain.</summary>
    public string ToGrainKey(ulong incarnation) =>
        string.Create(CultureInfo.InvariantCulture, $"{incarnation:x16}/{this}");
}
