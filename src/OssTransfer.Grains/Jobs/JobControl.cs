namespace OssTransfer.Grains.Jobs;

/// <summary>
/// A job without its grain: what a user may do to it, its master, its reports and its list, around one state. Calls may interleave wherever they wait,
/// but run one at a time.
/// </summary>
internal sealed class JobControl
{
    private readonly JobKeeper _keeper;
    private readonly JobSettler _settler;

    /// <summary>Puts the parts together; nothing happens before <see cref="ActivateAsync"/>.</summary>
    public JobControl(JobEnvironment environment)
    {
        _keeper = new(environment);
        var specs = new JobSpecs(_keeper);
        var holds = new JobHolds(environment);
        _settler = new(_keeper, specs, holds, environment);
        Commands = new(_keeper, specs, holds, _settler, environment);
        Master = new(_keeper, specs, holds, _settler, environment);
        StatusView = new(_keeper, specs, Master, environment);
        FileList = new(_keeper, environment);
    }

    /// <summary>What a user may do.</summary>
    public JobCommands Commands { get; }

    /// <summary>What workers ask for and say.</summary>
    public JobMaster Master { get; }

    /// <summary>What a user sees.</summary>
    public JobStatusView StatusView { get; }

    /// <summary>The file list of what is migrated, as it comes in.</summary>
    public JobFileList FileList { get; }

    /// <summary>The registry hears how the job stands.</summary>
    public Task RegisterAsync() => _settler.RepeatAsync();

    /// <summary>Reads the row, and goes on where an earlier activation ended.</summary>
    public async Task ActivateAsync()
    {
        _keeper.Load();
        await Master.TakeOverAsync();
        _settler.Begin();
    }

    /// <summary>Goes on as far as the state allows, stores it, and hands its notices to the outbox.</summary>
    public Task SettleAsync() => _settler.SettleAsync();
}
