using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// A fresh process with a fresh engine, as a user's first Import-Module meets it.
using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using var shell = PowerShell.Create();
shell.Runspace = runspace;
shell.AddCommand("Import-Module").AddParameter("Name", args[0]).AddParameter("ErrorAction", ActionPreference.Stop);
var clock = Stopwatch.StartNew();
shell.Invoke();
Console.WriteLine(clock.Elapsed.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture));
