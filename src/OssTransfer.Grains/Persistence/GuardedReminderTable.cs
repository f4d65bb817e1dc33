namespace OssTransfer.Grains.Persistence;

/// <summary>The reminders' table, called in the same way as the states: they share the database.</summary>
internal sealed class GuardedReminderTable(IReminderTable inner, IDatabaseCalls calls) : IReminderTable
{
    public Task StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadRows(grainId, CancellationToken.None);

    public Task<ReminderTableData> ReadRows(GrainId grainId, CancellationToken cancellationToken) =>
        calls.ReadAsync(() => inner.ReadRows(grainId, cancellationToken), cancellationToken);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadRows(begin, end, CancellationToken.None);

    public Task<ReminderTableData> ReadRows(uint begin, uint end, CancellationToken cancellationToken) =>
        calls.ReadAsync(() => inner.ReadRows(begin, end, cancellationToken), cancellationToken);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => ReadRow(grainId, reminderName, CancellationToken.None);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName, CancellationToken cancellationToken) =>
        calls.ReadAsync(() => inner.ReadRow(grainId, reminderName, cancellationToken), cancellationToken);

    public Task<string?> UpsertRow(ReminderEntry entry) => UpsertRow(entry, CancellationToken.None);

    public Task<string?> UpsertRow(ReminderEntry entry, CancellationToken cancellationToken) =>
        calls.WriteAsync(() => inner.UpsertRow(entry, CancellationToken.None), cancellationToken);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => RemoveRow(grainId, reminderName, eTag, CancellationToken.None);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag, CancellationToken cancellationToken) =>
        calls.WriteAsync(() => inner.RemoveRow(grainId, reminderName, eTag, CancellationToken.None), cancellationToken);

    public Task TestOnlyClearTable() => TestOnlyClearTable(CancellationToken.None);

    public Task TestOnlyClearTable(CancellationToken cancellationToken) =>
        calls.WriteAsync(() => inner.TestOnlyClearTable(CancellationToken.None), cancellationToken);
}
