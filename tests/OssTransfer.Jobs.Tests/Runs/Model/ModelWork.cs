using OssTransfer.Jobs.Runs;

namespace OssTransfer.Jobs.Tests.Runs.Model;

/// <summary>A shard that a worker has: what is left to do, one step at a time, and then to tell the master.</summary>
internal sealed class ModelWork(ModelTicket ticket)
{
    public ModelTicket Ticket { get; } = ticket;

    public IEnumerator<int>? Steps { get; set; }

    public bool IsFinished { get; set; }

    public bool IsOver { get; set; }

    public CheckResult? Check { get; set; }

    public int PartShards { get; set; }

    public bool EndsUpload { get; set; }
}
