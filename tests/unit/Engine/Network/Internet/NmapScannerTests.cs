using AwsHardening.Core.Network.Internet;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Network.Internet;

/// <summary>With a stand-in for nmap: a script that writes what nmap would.</summary>
public sealed class NmapScannerTests : IDisposable
{
    // As nmap 7.94 writes it, with what does not matter left out.
    private const string Output = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE nmaprun>
        <nmaprun scanner="nmap" args="nmap" version="7.94"><host><status state="up" reason="user-set"/>
        <address addr="127.0.0.1" addrtype="ipv4"/><ports><extraports state="filtered" count="2"/>
        <port protocol="tcp" portid="22"><state state="open" reason="syn-ack"/><service name="ssh" product="OpenSSH" version="9.6p1"/></port>
        <port protocol="tcp" portid="80"><state state="closed" reason="conn-refused"/><service name="http"/></port>
        <port protocol="udp" portid="53"><state state="open|filtered" reason="no-response"/></port>
        </ports></host><runstats/></nmaprun>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-nmap").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Its_XML_says_the_state_of_every_port_asked_about()
    {
        var found = NmapScanner.Read(Output, new() { Address = [], Port = [22, 80, 443], UdpPort = [53] });
        Assert.Equal(
            [
                new NmapPort("tcp", 22, PublicPortState.Open, "ssh OpenSSH 9.6p1"), new NmapPort("tcp", 80, PublicPortState.Closed, "http"),
                new NmapPort("tcp", 443, PublicPortState.Filtered, ""), new NmapPort("udp", 53, PublicPortState.Unknown, ""),
            ],
            found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<nmaprun>")]
    [InlineData("<nmaprun/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><nmaprun><host>&b;</host></nmaprun>")]
    public void What_is_not_its_XML_is_refused(string xml) =>
        Assert.Throws<NmapException>(() => NmapScanner.Read(xml, new() { Address = [] }));

    [Fact]
    public void It_is_told_what_to_look_at_and_nothing_by_way_of_a_shell() => Assert.Equal(
        [
            "-Pn", "-n", "-sT", "-sU", "-6", "--initial-rtt-timeout", "500ms", "--max-rtt-timeout", "500ms", "-p", "T:22,80,U:53", "-sV",
            "-oX", "-", "2001:db8::1",
        ],
        NmapScanner.Arguments("2001:db8::1", new()
        {
            Address = [],
            Port = [22, 80],
            UdpPort = [53],
            Timeout = TimeSpan.FromMilliseconds(500),
            NmapArgument = ["-sV"],
        }));

    [Fact]
    public async Task What_it_finds_is_set_beside_what_is_predicted()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.NmapPath = StandIn($"cat <<'END'\n{Output}\nEND");
        var host = new TestHost();
        var found = await rehearsal.TestPortsAsync(new() { Address = ["127.0.0.1"], Port = [22, 80], UseNmap = true, Force = true }, host);
        Assert.Empty(host.Errors);
        Assert.Equal(["127.0.0.1 tcp 22: Open", "127.0.0.1 tcp 80: Closed"], found.Select(port => port.ToString()));
        Assert.Equal("ssh OpenSSH 9.6p1", found[0].Service);
    }

    [Fact]
    public async Task Its_failure_is_told_with_its_own_words()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.NmapPath = StandIn("echo 'You requested a scan type which requires root privileges.' >&2; exit 1");
        var host = new TestHost();
        Assert.Empty(await rehearsal.TestPortsAsync(new() { Address = ["127.0.0.1"], UseNmap = true, Force = true }, host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("NmapFailed", error.Id);
        Assert.Contains("requires root privileges", error.Message);
    }

    [Fact]
    public async Task An_address_of_an_embedded_account_is_somebody_elses_and_never_scanned()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.NmapPath = StandIn($"touch '{_folder}/ran'");
        var address = (await rehearsal.PublicAsync())[0].PublicAddress[0];
        var host = new TestHost();
        Assert.Empty(await rehearsal.TestPortsAsync(new() { Address = [address], UseNmap = true, Force = true }, host));
        Assert.Equal("AddressOfEmbeddedAccount", Assert.Single(host.Errors).Id);
        Assert.False(File.Exists(Path.Combine(_folder, "ran")));
    }

    [Fact]
    public void It_is_found_on_the_path_as_a_shell_finds_it()
    {
        var program = StandIn("exit 0");
        Assert.Equal(program, ProgramPath.Find("nmap", $"{Path.Combine(_folder, "empty")}{Path.PathSeparator}{_folder}"));
        Assert.Null(ProgramPath.Find("nmap", Path.Combine(_folder, "empty")));
        Assert.Null(ProgramPath.Find("nmap", null));
    }

    private string StandIn(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for nmap is a shell script.");
        var path = Path.Combine(_folder, "nmap");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
