using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Settings;

/// <inheritdoc cref="ISettingsGrain"/>
[KeepAlive]
internal sealed class SettingsGrain(
    [PersistentState("settings", StateStorage.Name)] IPersistentState<SettingsRow> row,
    Signal<ISettingsGrain> signal,
    TimeProvider time) : Grain, ISettingsGrain
{
    private ClusterSettings _settings = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _settings = SettingsJson.Decode(row.State.Settings);
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadAsync(long knownVersion) => Task.FromResult(knownVersion == _settings.Version ? null : SettingsJson.Encode(_settings));

    public async Task<byte[]> ChangeAsync(byte[] change)
    {
        var next = _settings.Apply(SettingsJson.DecodeChange(change), time.GetUtcNow());
        if (!ReferenceEquals(next, _settings))
        {
            row.State = new() { Settings = SettingsJson.Encode(next) };
            try
            {
                await row.WriteStateAsync();
            }
            catch
            {
                DeactivateOnIdle();
                throw;
            }

            _settings = next;
            signal.Raise();
        }

        return SettingsJson.Encode(_settings);
    }
}
