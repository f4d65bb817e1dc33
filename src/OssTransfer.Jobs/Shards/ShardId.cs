using System.Globalization;

namespace OssTransfer.Jobs.Shards;

/// <summary>Names a shard within a job's incarnation.</summary>
/// <param name="Run">The run that planned it.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Parent">Of a part shard the number of its <see cref="FinishShard"/>; else 0.</param>
/// <param name="Number">Its number, from 0.</param>
public readonly record struct ShardId(int Run, ShardKind Kind, int Parent, int Number)
{
    private static readonly string[] Letters = ["?", "l", "m", "c", "r", "i", "u", "p", "f", "d"];

    /// <summary>A run's list shard: it has one.</summary>
    public static ShardId List(int run) => Only(run, ShardKind.List);

    /// <summary>A move shard.</summary>
    public static ShardId Move(int run, int number) => Of(run, ShardKind.Move, number);

    /// <summary>A part shard of the object whose finish shard has this number.</summary>
    public static ShardId Part(int run, int finish, int number) => new(run, ShardKind.Part, finish, number);

    /// <summary>A page of a run's index.</summary>
    public static ShardId Index(int run, int page) => Of(run, ShardKind.Index, page);

    /// <summary>A chunk of a file list.</summary>
    public static ShardId Chunk(int generation, int number) => Of(generation, ShardKind.Chunk, number);

    /// <summary>The only shard of a kind of which a run has one.</summary>
    public static ShardId Only(int run, ShardKind kind) => Of(run, kind, 0);

    /// <summary>A shard of any kind but a part.</summary>
    public static ShardId Of(int run, ShardKind kind, int number) => new(run, kind, 0, number);

    /// <summary>Of a part shard: the move shard that starts and completes its object's upload.</summary>
    public ShardId FinishShard() => Move(Run, Parent);

    /// <summary>The text form, <c>run/parent/kind-letter number</c>: <c>3/0/m17</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Run}/{Parent}/{Letters[(int)Kind]}{Number}");

    /// <summary>The key of the shard's grain.</summary>
    public string ToGrainKey(ulong incarnation) =>
        string.Create(CultureInfo.InvariantCulture, $"{incarnation:x16}/{this}");
}
