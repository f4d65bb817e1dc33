using OssTransfer.Jobs.Settings;

namespace OssTransfer.Jobs.Tests.Settings;

public sealed class ClusterSettingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_change_has_a_version_and_a_time()
    {
        var settings = new ClusterSettings().Apply(new() { Masters = new(3) }, Now);

        Assert.Equal((1, Now, 3), (settings.Version, settings.ChangedAt, settings.MaxMasters));
    }

    [Fact]
    public void The_same_change_again_changes_nothing()
    {
        var change = new SettingsChange { Masters = new(3), Workers = new(5), Machines = ["m1"], MailReceiver = "a@b" };
        var settings = new ClusterSettings().Apply(change, Now);

        Assert.Same(settings, settings.Apply(change, Now.AddDays(1)));
        Assert.Same(settings, settings.Apply(new(), Now.AddDays(1)));
    }

    [Fact]
    public void What_is_set_for_one_machine_counts_more_than_what_is_set_for_all()
    {
        var settings = new ClusterSettings().Apply(new() { Workers = new(4) }, Now).Apply(new() { Workers = new(9), Machines = ["m1"] }, Now);

        Assert.Equal((9, 4), (settings.WorkersOf("m1"), settings.WorkersOf("m2")));
    }

    [Fact]
    public void What_is_then_set_for_all_holds_for_all()
    {
        var settings = new ClusterSettings().Apply(new() { Workers = new(9), Machines = ["m1"] }, Now).Apply(new() { Workers = new(4) }, Now);

        Assert.Equal((4, 4), (settings.WorkersOf("m1"), settings.WorkersOf("m2")));
    }

    [Fact]
    public void Taking_back_leaves_it_to_the_next_one_below()
    {
        var settings = new ClusterSettings().Apply(new() { Workers = new(4) }, Now).Apply(new() { Workers = new(9), Machines = ["m1"] }, Now);

        var one = settings.Apply(new() { Workers = new(null), Machines = ["m1"] }, Now);
        var all = one.Apply(new() { Workers = new(null) }, Now);

        Assert.Equal(4, one.WorkersOf("m1"));
        Assert.Null(all.WorkersOf("m1"));
    }

    [Fact]
    public void A_receiver_leaves_the_sender_as_it_is()
    {
        var settings = new ClusterSettings()
            .Apply(new() { MailSender = "from@b", SealedMailPassword = [1, 2] }, Now)
            .Apply(new() { MailReceiver = "to@b" }, Now);

        Assert.Equal(("from@b", "to@b"), (settings.MailSender, settings.MailReceiver));
        Assert.Equal([1, 2], settings.SealedMailPassword!);
    }

    [Fact]
    public void Settings_and_changes_come_back_as_they_were_stored()
    {
        var change = new SettingsChange
        {
            Masters = new(null),
            Workers = new(7),
            Machines = ["b", "A"],
            MailSender = "x@y",
            SealedMailPassword = [7],
            MailReceiver = "z@y",
        };
        var settings = new ClusterSettings().Apply(SettingsJson.DecodeChange(SettingsJson.Encode(change)), Now);

        var stored = SettingsJson.Decode(SettingsJson.Encode(settings));

        Assert.Equal(settings.MachineWorkers, stored.MachineWorkers);
        Assert.Equal(settings with { MachineWorkers = stored.MachineWorkers, SealedMailPassword = stored.SealedMailPassword }, stored);
        Assert.Equal([7], stored.SealedMailPassword!);
        Assert.Equal(0, SettingsJson.Decode([]).Version);
    }

    [Fact]
    public void Settings_that_the_first_version_stored_are_read()
    {
        var stored = """{"Version":4,"ChangedAt":"2026-01-02T03:04:05+00:00","MaxMasters":3,"MaxWorkers":null,"MachineWorkers":{"m1":9},"MailSender":"a@b","SealedMailPassword":"AQI=","MailReceiver":null}"""u8;

        var settings = SettingsJson.Decode(stored.ToArray());

        Assert.Equal((4, 3, 9, "a@b"), (settings.Version, settings.MaxMasters, settings.WorkersOf("m1"), settings.MailSender));
    }

    [Fact]
    public void What_a_newer_program_has_added_outlives_a_change_by_this_one()
    {
        var settings = SettingsJson.Decode("""{"Version":4,"Quota":{"a":[1]}}"""u8.ToArray()).Apply(new() { Masters = new(2) }, Now);

        Assert.Contains("\"Quota\":{\"a\":[1]}", System.Text.Encoding.UTF8.GetString(SettingsJson.Encode(settings)), StringComparison.Ordinal);
    }
}
