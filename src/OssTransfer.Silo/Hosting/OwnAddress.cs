using System.Net;
using System.Net.Sockets;

namespace OssTransfer.Silo.Hosting;

/// <summary>A silo listens on addresses of its own machine. One that is another's is said by name, before anything is started or remembered.</summary>
public static class OwnAddress
{
    /// <exception cref="SiloStartException">One of the addresses that the silo is to listen on isn't this machine's.</exception>
    public static void RefuseOthers(SiloHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RefuseOther(options.Address, SiloHostSettings.Address, " or what the home remembers");
        if (options.ApiPort is not null)
        {
            RefuseOther(options.ApiAddress, SiloHostSettings.ApiAddress, " or appsettings.json");
        }
    }

    private static void RefuseOther(IPAddress address, Setting setting, string orElse)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new SiloStartException(
                $"This machine has no address {address}, which {setting.Argument}, {setting.Variable}{orElse} says. "
                + $"Name one of its own with {setting.Argument}=IP.",
                exception);
        }
    }
}
