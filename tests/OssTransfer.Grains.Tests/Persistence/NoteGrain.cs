using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

internal sealed class NoteGrain([PersistentState("test-note", StateStorage.Name)] IPersistentState<NoteState> note)
    : Grain, INoteGrain, IRemindable
{
    private static readonly TimeSpan Far = TimeSpan.FromHours(1);

    public Task WriteAsync([Immutable] byte[] text)
    {
        note.State = new() { Text = text };
        return note.WriteStateAsync();
    }

    public Task<byte[]?> ReadAsync() => Task.FromResult(note.State.Text);

    public Task ClearAsync() => note.ClearStateAsync();

    public Task RemindAsync(string name) => this.RegisterOrUpdateReminder(name, Far, Far);

    public async Task<string[]> RemindersAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public async Task ForgetAsync(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
