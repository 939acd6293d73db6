#Requires -Version 7.4
<#
.SYNOPSIS
Takes a security group's 65,536 addresses down to 4, and back, on an embedded AWS account.
.DESCRIPTION
The environment of the FND203 workshop: a web application, shared services and a proof of concept, each in a VPC of its own.
Several rules admit a whole VPC, because that was easy to write. This finds them, finds who really stands behind each range,
puts references to those groups in its place, proves it, and takes everything back, then does the same with a plan file. It
isolates subnets by network ACLs, but not in the way that would take the site down, and releases them. It looks into servers
that admit nobody, logs what was typed there, and rehearses a change on a copy of the account.

Nothing leaves this machine: the account is embedded in this process. Against an account of yours, only the line with
Connect-AwsHardening would differ.
.EXAMPLE
./build.sh demo
#>
[CmdletBinding()]
param(
    # The module: as built, or by name where it is installed.
    [string] $Module = (Join-Path $PSScriptRoot '../out/AwsHardening')
)

$ErrorActionPreference = 'Stop'
Import-Module $Module

function Write-Step([string] $Title, [string] $Sentence) {
    Write-Output "== $Title", "   $Sentence", ''
}

function Write-Table {
    ($input | Out-String -Width 120).Trim("`r", "`n"), ''
}

# What makes two accounts the same: every rule's content. Ids that AWS issues anew differ.
function Get-RuleContent {
    Get-SgRule @args | ForEach-Object {
        $tags = ($_.Tags.GetEnumerator() | Sort-Object Key | ForEach-Object { "$($_.Key)=$($_.Value)" }) -join ' '
        "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description) $tags"
    } | Sort-Object
}

function Get-NaclContent {
    (Get-NaclRule | ForEach-Object { "$($_.NaclId) $($_.Direction) $($_.RuleNumber) $($_.Action) $($_.Protocol) $($_.Ports) $($_.Source) $($_.SubnetIds)" }) -join "`n"
}

$session = Connect-AwsHardening -Sandbox Fnd203

Write-Step 'Before' 'Which rules admit a whole VPC?   Get-SgRule | Where-Object OpenToVpc'
$before = Get-RuleContent
$open = Get-SgRule | Where-Object OpenToVpc
$open | Write-Table

Write-Step 'Evidence' 'Who really stands behind the range of one of them?   ... | Get-SgPeer'
$open | Where-Object { $_.GroupName -like 'WebApp Web*' -and $_.Ports -eq '22' } | Get-SgPeer | Write-Table

Write-Step 'Plan' 'What would be done?   ... | Set-SgPeerReference -WhatIf'
$open | Set-SgPeerReference -WhatIf -ErrorAction SilentlyContinue | Write-Table

Write-Step 'Change' 'Do it: add the references, then revoke the range.   ... | Set-SgPeerReference'
$done = $open | Set-SgPeerReference -ErrorAction SilentlyContinue -ErrorVariable stays
$done | Write-Table
foreach ($problem in $stays) { $problem.Exception.Message, '' }

Write-Step 'Proof' 'What stands in the account now, read back?'
Get-SgRule -RuleId $done.NewRuleIds | Write-Table
$calls = @($session.GetSandboxCalls() | Where-Object Mutating)
"Calls that changed the account: $($calls.Count)"
$calls | ForEach-Object { "  $($_.Sequence). $($_.Operation)" }
''

Write-Step 'Journal' 'What was done, and what can be taken back?   Get-HardeningChange'
Get-HardeningChange | Write-Table

Write-Step 'Undo' 'Take it all back, newest change first.   Get-HardeningChange -Status Applied | Undo-HardeningChange'
Get-HardeningChange -Status Applied | Undo-HardeningChange | Write-Table

Write-Step 'Plan file' 'The same, reviewed first: one file with every call and its inverse.   ... -PlanOnly | Export-HardeningPlan'
$path = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid()).json"
try {
    $plan = Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly -ErrorAction SilentlyContinue
    $null = $plan | Export-HardeningPlan -Path $path
    $plan.Changes | Write-Table

    Write-Step 'One byte altered' 'The file is refused.'
    $text = Get-Content -LiteralPath $path -Raw
    Set-Content -LiteralPath "$path.altered" -NoNewline -Value ([regex]::new('"10\.').Replace($text, '"20.', 1))
    $null = Import-HardeningPlan "$path.altered" -ErrorAction SilentlyContinue -ErrorVariable altered
    $altered[0].Exception.Message, ''

    Write-Step 'Drift' 'Somebody has changed one of the rules since: no call of the plan is made.'
    $first = Get-SgRule | Where-Object { $_.OpenToVpc -and $_.GroupId -eq $plan.Changes[0].ResourceId } | Set-SgPeerReference -ErrorAction SilentlyContinue
    $null = Import-HardeningPlan $path | Invoke-HardeningPlan -ErrorAction SilentlyContinue -ErrorVariable drifted
    $drifted[0].Exception.Message, ''
    $null = $first | Undo-HardeningChange

    Write-Step 'Apply' 'Exactly what the file says.   Import-HardeningPlan | Invoke-HardeningPlan -MaxChange 10'
    $made = Import-HardeningPlan $path | Invoke-HardeningPlan -MaxChange 10
    $made | Write-Table

    Write-Step 'Undo the plan' 'By its id.   $plan | Undo-HardeningChange'
    $plan | Undo-HardeningChange | Write-Table
}
finally {
    Remove-Item -LiteralPath $path, "$path.altered" -ErrorAction Ignore
}

Write-Step 'Public' 'What has a public address, and what does the internet truly reach?   Get-PublicInstance'
Get-PublicInstance | Write-Table
$ports = Get-PublicInstance | Test-PublicPort -Port 22, 80
"Checked $(@($ports).Count) ports: $(@($ports | Where-Object Agrees).Count) are as the network lets expect.", ''

Write-Step 'Admin ports' 'Nobody needs SSH where Session Manager gets in: proven for each instance first.   Remove-AdminIngress -All'
$closed = Remove-AdminIngress -GroupName 'Services Server*' -All
$closed | Write-Table
@($session.GetSandboxCalls() | Where-Object Operation -EQ GetConnectionStatus | Select-Object -Last 2 | ForEach-Object { "  asked: $($_.Operation) $($_.Parameters)" }), ''

Write-Step 'Not you' 'What would cut your own connection is a risk, asked about once more.   ... -CallerAddress 10.1.0.9 -PlanOnly'
$cut = Remove-AdminIngress -GroupName 'PoC Web*' -Source 10.1.0.0/16 -CallerAddress 10.1.0.9 -PlanOnly
$cut.Changes.Risks | ForEach-Object { "  $_" }
''

Write-Step 'Open again' 'Taken back like every change.   $closed | Undo-HardeningChange'
$closed | Undo-HardeningChange | Write-Table

Write-Step 'Network ACL' 'Keep the load balancer from the databases, as the workshop writes it: refused, because replies count too.   New-IsolationNacl'
$naclsBefore = Get-NaclContent
$web = 'Web App Public Subnet in AZ1', 'Web App Public Subnet in AZ2'
$literal = @{ Name = 'LoadBalancerIsolation'; Deny = '10.0.2.0/24', '10.0.130.0/24'; Allow = '10.0.0.0/8'; RuleNumber = 50, 60, 100 }
$null = $web | New-IsolationNacl @literal -ErrorAction SilentlyContinue -ErrorVariable cuts
$cuts[0].TargetObject.FlowsLost | ForEach-Object { "  would cut $_" }
''

Write-Step 'Offered' 'Two other ways, with the flows that each loses and keeps.   $cuts[0].TargetObject.Offers'
$cuts[0].TargetObject.Offers | Write-Table

Write-Step 'Isolation' 'The way that loses no flow, and the Proof of Concept zones from each other, both ways.   New-IsolationNacl'
$nacls = @(
    $web | New-IsolationNacl LoadBalancerIsolation -Deny 10.0.2.0/24, 10.0.130.0/24 -Protocol tcp -Port 0-32767 -RuleNumber 50, 60
    New-IsolationNacl PoCProtectionAZ1 'Proof of Concept Public Subnet in AZ1' -Deny 10.250.128.0/24 -RuleNumber 50
    New-IsolationNacl PoCProtectionAZ2 'Proof of Concept Public Subnet in AZ2' -Deny 10.250.0.0/24 -RuleNumber 50
)
$nacls | Write-Table
$nacls | Get-NaclRule | Write-Table

Write-Step 'Release' 'Each subnet back to the network ACL that it had; the new ones are deleted.   ... | Remove-IsolationNacl'
$released = $nacls | Remove-IsolationNacl
$released | Write-Table
$isolated = @($released).Count -eq 3 -and $cuts[0].FullyQualifiedErrorId -like 'FlowWouldBeLost,*' -and $naclsBefore -eq (Get-NaclContent)
$isolated ? 'Every network ACL is what it was.' : 'The network ACLs are NOT what they were.'
''

$refused = $altered[0].FullyQualifiedErrorId -like 'PlanAltered,*' -and $drifted[0].FullyQualifiedErrorId -like 'PlanDrifted,*'
$restored = $null -eq (Compare-Object $before (Get-RuleContent -Session $session) -CaseSensitive)
$restored ? 'Every rule is what it was.' : 'The rules are NOT what they were.'

Write-Step 'Session Manager' 'Nobody needs to be admitted: the agents dial out.   Get-ManagedInstance'
$servers = Get-ManagedInstance
$servers | Write-Table
$server = $servers | Where-Object Name -EQ 'Services Server for AZ1'

Write-Step 'Inside' 'Who are you, and does ping 8.8.8.8 work?   Invoke-InstanceCommand -Metadata ..., -Command ...'
$answers = @(
    Invoke-InstanceCommand $server.InstanceId -Metadata instance-id, security-groups, iam/security-credentials/SharedServerConnectivityRole -WarningAction SilentlyContinue
    Invoke-InstanceCommand $server.InstanceId 'ping -c 1 8.8.8.8' -WarningAction SilentlyContinue
)
$answers | Write-Table

Write-Step 'Log every command' 'Key, bucket, log group, role, network, preferences.   Enable-SessionLogging -OpenNetwork'
Enable-SessionLogging -BucketName fnd203-ssmlogs-bucket-example -LogGroupName fnd203-ssmlogs-logs -OpenNetwork | Write-Table

Write-Step 'Read the log' 'A session, and what was typed in it.   Get-SessionHistory | Get-SessionLog'
$null = Enter-InstanceSession $server.InstanceId -Line 'curl http://169.254.169.254/latest/meta-data/instance-id'
$log = Get-SessionHistory | Where-Object LogGroupName | Get-SessionLog
$log | Write-Table
$logged = $answers[0].Output -eq $server.InstanceId -and $log.Message -contains $server.InstanceId -and $answers[3].Output -match '100% packet loss'

Write-Step 'Rehearse' 'The same on a copy of the account first.   Export-AccountSnapshot; Connect-AwsHardening -Sandbox ./before.snapshot'
$folder = (New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
try {
    $writes = @($session.GetSandboxCalls() | Where-Object Mutating).Count
    Export-AccountSnapshot "$folder/before.snapshot" | Select-Object AccountId, Region, ResourceCount, Length | Write-Table
    $copy = Connect-AwsHardening -Sandbox "$folder/before.snapshot"
    $rehearsed = Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue
    $null = Export-AccountSnapshot "$folder/rehearsed.snapshot"
    "Calls that changed the copy: $(@($copy.GetSandboxCalls() | Where-Object Mutating).Count)"
    "Calls that changed the account: $(@($session.GetSandboxCalls() | Where-Object Mutating).Count - $writes)", ''

    Write-Step 'Compare' 'What would be different?   Compare-AccountSnapshot ./before.snapshot ./rehearsed.snapshot'
    $expected = Compare-AccountSnapshot "$folder/before.snapshot" "$folder/rehearsed.snapshot"
    $expected | Write-Table

    Write-Step 'For real' 'The account, compared with itself: it does what the copy did, but for the ids that AWS issues.'
    $real = Get-SgRule -Session $session | Where-Object OpenToVpc | Set-SgPeerReference -Session $session -ErrorAction SilentlyContinue
    $null = Export-AccountSnapshot "$folder/after.snapshot" -Session $session
    $happened = Compare-AccountSnapshot "$folder/before.snapshot" "$folder/after.snapshot"
    $content = { "$($_.Change) $(($_.After ?? $_.Before) -replace '"SecurityGroupRule(Id|Arn)":"[^"]+",?')" }
    $asRehearsed = $null -eq (Compare-Object @($expected | ForEach-Object $content) @($happened | ForEach-Object $content) -CaseSensitive)
    "$(@($happened).Count) resources differ: $($asRehearsed ? 'as rehearsed' : 'NOT as rehearsed').", ''
    $null = $real | Undo-HardeningChange -Session $session
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -Force
    $null = Disconnect-AwsHardening -Session $copy
}

Write-Step 'What is wrong' 'Read once, judged by every rule; the worst that a command can mend.   Invoke-HardeningAudit'
$audit = @{ Session = $session; Region = 'us-east-1'; WarningAction = 'SilentlyContinue' }
$found = Invoke-HardeningAudit @audit
"$(@($found | Where-Object Status -EQ Fail).Count) of $($found.Count) findings fail, $(@($found | Where-Object Status -EQ Unknown).Count) are Unknown.", ''
$worst = $found | Where-Object { $_.Status -eq 'Fail' -and $_.CanRepair -and $_.Severity -in 'Critical', 'High' }
$worst | Write-Table

Write-Step 'Mend it' 'One plan of them all; what stays says why.   ... | Repair-HardeningFinding'
$mended = $worst | Repair-HardeningFinding -Session $session -Force -ErrorAction SilentlyContinue -ErrorVariable kept
$mended | Write-Table
$kept | Select-Object -First 2 | ForEach-Object { "Stays: $_", '' }
$still = Invoke-HardeningAudit @audit -Rule @($worst.RuleId | Select-Object -Unique) | Where-Object Status -EQ Fail
"Of $($worst.Count), $(@($still).Count) are left.", ''

Write-Step 'Report' 'One page that opens from disk, and a file for the pipeline.   ... | Export-HardeningReport -Format Html, Sarif'
$folder = (New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
try {
    $found | Export-HardeningReport "$folder/report" -Format Html, Sarif | Select-Object Name, Length | Write-Table
    $reported = @(Get-ChildItem $folder).Count -eq 2
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -Force
}

# The bucket holds what the trail has delivered meanwhile: that is not deleted by taking back, and said.
$null = $mended | Undo-HardeningChange -Session $session -Force -ErrorAction SilentlyContinue
$back = Invoke-HardeningAudit @audit -Rule @($worst.RuleId | Select-Object -Unique) | Where-Object Status -EQ Fail
$mendedAndBack = $mended -and -not $still -and @($back).Count -eq $worst.Count

Disconnect-AwsHardening
$guarded = @($closed).Count -eq 2 -and @($cut.Changes.Risks -match '10\.1\.0\.9').Count -gt 0 -and -not ($ports | Where-Object Agrees -NE $true)
exit [int] (-not ($restored -and $isolated -and $done -and $refused -and $made -and $logged -and $rehearsed -and $asRehearsed -and $guarded -and $reported -and $mendedAndBack))
