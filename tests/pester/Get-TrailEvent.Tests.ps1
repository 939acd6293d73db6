BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-TrailEvent' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1
        $done = @(Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue)
    }
    AfterEach { Disconnect-AwsHardening }

    It 'tells who changed a group in one line' {
        $events = Get-TrailEvent $done[0].GroupId -ReadOnly $false
        $events.EventName | Should -Contain 'AuthorizeSecurityGroupIngress' -Because ($events.EventName -join ', ')
        $events.UserName | Sort-Object -Unique | Should -Be 'admin'
        (Get-TrailEvent -UserName admin -EventName RevokeSecurityGroup*).Count | Should -BeGreaterThan 0
    }

    It 'reads the same from log files' {
        $null = Get-TrailEvent -EventName NoSuchCall
        $folder = Join-Path $TestDrive 'logs'
        $null = New-Item -ItemType Directory $folder
        $records = (Get-TrailEvent).Record -join ','
        Set-Content -LiteralPath (Join-Path $folder '1_CloudTrail_us-east-1_x.json') -NoNewline -Value "{`"Records`":[$records]}"
        (Get-TrailEvent -Path $folder -EventName CreateDetector).EventName | Should -Be 'CreateDetector'
        { Get-TrailEvent -Path "$TestDrive/none" -ErrorAction Stop } | Should -Throw -ErrorId 'TrailLogNotFound*'
    }

    It 'stops following when it has been told enough' {
        $first = Get-TrailEvent -Follow -Since ([DateTimeOffset]'2026-01-01T00:00:00Z') | Select-Object -First 2
        $first | Should -HaveCount 2
        $first[0].Time | Should -BeLessOrEqual $first[1].Time
    }
}
