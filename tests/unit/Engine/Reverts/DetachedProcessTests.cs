using AwsHardening.Core.Changes.Reverts;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reverts;

public class DetachedProcessTests
{
    [Fact]
    public void It_is_told_the_module_and_the_id_and_where_they_stand()
    {
        var folder = new RevertFolder(Path.Combine(Path.GetTempPath(), "home", "reverts"));
        var start = DetachedProcess.StartInfo(new PowerShellProgram("dotnet", ["pwsh.dll"]), "/mod's/AwsHardening.psd1", "abc123", folder);
        var command = start.ArgumentList[^1];
        Assert.StartsWith("Import-Module -Name '/mod''s/AwsHardening.psd1'", command);
        Assert.Contains("Invoke-PendingRevert -Id 'abc123' -Wait", command);
        Assert.Equal(["pwsh.dll", "-NoLogo", "-NoProfile", "-NonInteractive", "-Command"], start.ArgumentList.TakeLast(6).Take(5));
        Assert.Equal(Path.Combine(Path.GetTempPath(), "home"), start.Environment["AWS_HARDENING_HOME"]);
        Assert.False(start.UseShellExecute);
    }

    [Fact]
    public void PowerShell_is_this_one_then_the_one_on_the_path_then_none()
    {
        var folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        try
        {
            var (home, path) = (Path.Combine(folder, "home"), Path.Combine(folder, "bin"));
            Directory.CreateDirectory(home);
            Directory.CreateDirectory(path);
            Assert.Null(PowerShellProgram.Find(home, "/usr/bin/dotnet", path));
            File.WriteAllText(Path.Combine(path, name), "");
            Assert.Equal(Path.Combine(path, name), PowerShellProgram.Find(home, "/usr/bin/dotnet", path)!.Path);
            File.WriteAllText(Path.Combine(home, "pwsh.dll"), "");
            var tool = PowerShellProgram.Find(home, "/usr/bin/dotnet", path)!;
            Assert.Equal(("/usr/bin/dotnet", Path.Combine(home, "pwsh.dll")), (tool.Path, Assert.Single(tool.Prefix)));
            File.WriteAllText(Path.Combine(home, name), "");
            Assert.Equal(Path.Combine(home, name), PowerShellProgram.Find(home, "/usr/bin/dotnet", path)!.Path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
