using PolyTool.Core.Failures;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Scanning;

public sealed class RunRootLocatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-locator-").FullName;

    public RunRootLocatorTests() => Directory.CreateDirectory(Path.Combine(_folder, "roots", "a"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("roots/a", "roots/a")]
    [InlineData(" ./roots//a/ ", "roots/a")]
    [InlineData("roots/../roots/a", "roots/../roots/a")]
    public void A_folder_is_recorded_as_it_was_said(string said, string recorded) =>
        Assert.Equal(recorded, RunRootLocator.Locate(said, _folder).Typed);

    [Theory]
    [InlineData("{\"output_paths\": {\"run_root\": \" roots/a \"}}", "roots/a")]
    [InlineData("{\"output_paths\": {\"run_root\": \"  \"}}", "roots")]
    [InlineData("{\"output_paths\": 3}", "roots")]
    [InlineData("{}", "roots")]
    public void A_manifest_names_its_run_root_or_means_its_folder(string manifest, string recorded)
    {
        File.WriteAllText(Path.Combine(_folder, "roots", "run_manifest.json"), manifest);
        Assert.Equal(recorded, RunRootLocator.Locate("roots/run_manifest.json", _folder).Typed);
    }

    [Theory]
    [InlineData("", "NoRunRoot")]
    [InlineData(" \n", "NoRunRoot")]
    [InlineData("a\0b", "NoRunRoot")]
    [InlineData("nowhere", "RunRootNotFound")]
    [InlineData("file.txt", "RunRootIsAFile")]
    [InlineData("run_manifest.json", "RunManifestNotRead")]
    public void Everything_else_is_that_users_failure(string said, string code)
    {
        File.WriteAllText(Path.Combine(_folder, "file.txt"), "");
        File.WriteAllText(Path.Combine(_folder, "run_manifest.json"), "{");
        Assert.Equal(code, Assert.Throws<Failure>(() => RunRootLocator.Locate(said, _folder)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"output_paths\": {\"run_root\": \"a\\u0000b\"}}")]
    public void A_manifest_that_names_no_path_is_that_users_failure(string manifest)
    {
        File.WriteAllText(Path.Combine(_folder, "run_manifest.json"), manifest);
        Assert.Equal("RunManifestNotRead", Assert.Throws<Failure>(() => RunRootLocator.Locate("run_manifest.json", _folder)).Code);
    }

    [Fact]
    public void A_path_through_a_link_and_up_is_that_of_the_system()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        Directory.CreateDirectory(Path.Combine(_folder, "far", "a"));
        Directory.CreateDirectory(Path.Combine(_folder, "far", "b"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine("far", "a"));
        var found = RunRootLocator.Locate("link/../b", _folder);
        Assert.Equal(("link/../b", Path.Combine(_folder, "far", "b")), (found.Typed, found.Full));
    }
}
