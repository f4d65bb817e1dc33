using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Shards;
using OssTransfer.World.Histories;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>
/// What an answer promises, held against what came before it and what the database has, whatever the program believes: of what is seldom followed by a loss,
/// the break of the promise is.
/// </summary>
internal sealed class Rules(Scheduler scheduler, Database database)
{
    private const string Progress = "shard-progress";
    private readonly HashSet<string> _listings = [];
    private readonly Dictionary<string, CommandAnswer> _commands = [];

    /// <summary>A grain begins with a request: the attempt at its shard by now.</summary>
    public int Begin(Request request) => request.Joint == Joint.Checkpoint ? AttemptOf(request.Grain) : 0;

    /// <summary>It answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="before">What it found.</param>
    /// <param name="answer">What it answers.</param>
    /// <param name="isOut">Its silo is taken for dead: what it refuses, it refuses by what it remembers.</param>
    public void End(Request request, int before, object? answer, bool isOut)
    {
        switch (request.Joint)
        {
            case Joint.Checkpoint when answer is true && (int)request.Arguments[1]! < before:
                Fail($"{request.Grain} took a checkpoint of attempt {request.Arguments[1]} although attempt {before} had begun");
                break;
            case Joint.Take when answer is int attempt && AttemptOf(request.Grain) < attempt && !database.IsForgotten(Progress, request.Grain):
                Fail($"{request.Grain} gave out attempt {attempt}, and attempt {AttemptOf(request.Grain)} is durable");
                break;
            case Joint.Listed when answer is true && !_listings.Add(Text(request)):
                Fail($"{request.Grain} took the same listing report a second time");
                break;
            case Joint.Command when request.Arguments is [not "rm", .., string id] && answer is CommandAnswer { Code: Contracts.ExitCode.Done } done:
                _commands.TryAdd(id, done);
                break;
            case Joint.Command when !isOut && request.Arguments is [not "rm", .., string id] && answer is CommandAnswer { State: not null } other
                && _commands.GetValueOrDefault(id) is { } first:
                Fail($"{request.Grain} answered a command first with '{first.Message}' and then with '{other.Message}'");
                break;
            default:
                break;
        }
    }

    /// <summary>A job is removed, and what it answered with it.</summary>
    public void Forget() => _commands.Clear();

    private static string Text(Request listing) =>
        $"{listing.Grain} {listing.Arguments[0]} {Convert.ToBase64String((byte[])listing.Arguments[1]!)}";

    private int AttemptOf(GrainId shard) => (database.Find(Progress, shard) as ProgressRow)?.Attempt ?? 0;

    private void Fail(string what) => scheduler.Fail(new HistoryFailedException(what));
}
