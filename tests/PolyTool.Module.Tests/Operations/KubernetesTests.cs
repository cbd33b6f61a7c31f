using k8s;
using k8s.Models;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Operations;

/// <summary>samples/ops/kubernetes, read strictly by the client's models: a member that the API does not know, or of another type, fails. No cluster is asked.</summary>
public class KubernetesTests
{
    [Fact]
    public void The_shards_are_an_Indexed_Job_whose_count_is_the_one_that_its_pods_are_told()
    {
        var job = Read("shards.yaml").OfType<V1Job>().Single();
        Assert.Equal("Indexed", job.Spec.CompletionMode);
        var arguments = Arguments(job);
        Assert.Equal($"Auto/{job.Spec.Completions}", After(arguments, "-Shard"));
        Assert.Equal($"{job.Spec.Parallelism}", After(arguments, "-RateShare"));
    }

    [Fact]
    public void The_join_reads_what_the_shards_write()
    {
        var shards = Read("shards.yaml").OfType<V1Job>().Single();
        var join = Read("join.yaml").OfType<V1Job>().Single();
        Assert.Equal(After(Arguments(shards), "-BatchId"), After(Arguments(join), "-BatchId"));
        Assert.Equal(After(Arguments(shards), "-OutputRoot"), After(Arguments(join), "-OutputRoot"));
        var claim = Assert.Single(Read("shards.yaml").OfType<V1PersistentVolumeClaim>());
        Assert.All([shards, join], job => Assert.Equal(claim.Metadata.Name, Assert.Single(job.Spec.Template.Spec.Volumes).PersistentVolumeClaim.ClaimName));
        Assert.All([shards, join], job => Assert.Equal("/data", Assert.Single(Assert.Single(job.Spec.Template.Spec.Containers).VolumeMounts).MountPath));
    }

    [Theory]
    [InlineData("shards.yaml", "shard.ps1")]
    [InlineData("join.yaml", "join.ps1")]
    public void The_arguments_are_parameters_of_the_script_that_the_image_holds(string file, string script)
    {
        var arguments = Arguments(Read(file).OfType<V1Job>().Single());
        Assert.Equal("/ops/" + script, After(arguments, "-File"));
        var text = File.ReadAllText(Checkout.Find("samples", "ops", script));
        Assert.All(arguments.Skip(2).Where(static argument => argument.StartsWith('-')), argument => Assert.Contains($"] ${argument[1..]}", text, StringComparison.Ordinal));
        Assert.Contains("samples/ops/*.ps1 /ops/", File.ReadAllText(Checkout.Find("Containerfile")), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_is_strict() =>
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(Text("shards.yaml").Replace("completions:", "completion:", StringComparison.Ordinal), strict: true));

    private static IReadOnlyList<object> Read(string file) => KubernetesYaml.LoadAllFromString(Text(file), strict: true);

    private static string Text(string file) => File.ReadAllText(Checkout.Find("samples", "ops", "kubernetes", file));

    private static IReadOnlyList<string> Arguments(V1Job job) => [.. Assert.Single(job.Spec.Template.Spec.Containers).Args];

    private static string After(IReadOnlyList<string> arguments, string name) => arguments[arguments.ToList().IndexOf(name) + 1];
}
