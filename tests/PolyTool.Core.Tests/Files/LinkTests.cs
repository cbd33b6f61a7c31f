using PolyTool.Core.Files;

namespace PolyTool.Core.Tests.Files;

/// <summary>Paths with links in them: what the system opens is what counts.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly string _folder;

    public LinkTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there, and '..' is text.");
        _folder = new RealPath().Of(Directory.CreateTempSubdirectory("polytool-links-").FullName);
        Directory.CreateDirectory(Path.Combine(_folder, "far", "away", "inner"));
        Directory.CreateDirectory(Path.Combine(_folder, "far", "x"));
        Directory.CreateDirectory(Path.Combine(_folder, "x"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "far", "away"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "second"), "link");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "through"), "link/../x");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "round"), "round/../x");
        File.WriteAllText(Path.Combine(_folder, "file"), "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("x", "x")]
    [InlineData("link/inner", "link/inner")]
    [InlineData("link/../x", "far/x")]
    [InlineData("./link//../x/", "far/x")]
    [InlineData("second/../x", "far/x")]
    [InlineData("link/inner/../../x", "far/x")]
    [InlineData("link/../away/../x", "far/x")]
    [InlineData("far/away/../x", "far/x")]
    [InlineData("x/../link/inner", "link/inner")]
    [InlineData("x/..", "")]
    [InlineData("far/../../outside", "../outside")]
    [InlineData("../outside", "../outside")]
    [InlineData("nowhere/../x", "nowhere")]
    [InlineData("file/../x", "file")]
    [InlineData("round/../x", "round")]
    public void A_path_leads_where_the_system_goes(string path, string expected)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(expected, _folder));
        Assert.Equal(full, Path.TrimEndingDirectorySeparator(PhysicalPath.Of(path, _folder)));
        Assert.Equal(full, Path.TrimEndingDirectorySeparator(PhysicalPath.Of(_folder + "/" + path, "/elsewhere")));
    }

    [Fact]
    public void Above_the_base_directory_is_what_its_text_says() =>
        Assert.Equal(Path.Combine(_folder, "x"), PhysicalPath.Of("../x", Path.Combine(_folder, "link")));

    [Fact]
    public void Above_the_root_is_the_root() => Assert.Equal("/x", PhysicalPath.Of("/../../x", _folder));

    [Fact]
    public void Links_are_resolved_wherever_they_stand_in_the_path()
    {
        RealPath real = new();
        var inner = Path.Combine(_folder, "far", "away", "inner");
        Assert.Equal(inner, real.Of(Path.Combine(_folder, "link", "inner") + "/"));
        Assert.Equal(inner, real.Of(Path.Combine(_folder, "second", "inner")));
        Assert.Equal(Path.Combine(_folder, "far", "x"), real.Of(Path.Combine(_folder, "through")));
        Assert.NotEmpty(real.Of(Path.Combine(_folder, "round", "x")));
    }
}
